package dev.askdesk.workers;

import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.workers.ModelsFile.Entry;
import dev.askdesk.workers.ModelsFile.Kind;
import dev.askdesk.workers.ModelsFile.Limit;
import dev.askdesk.workers.ModelsFile.Rates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a models file against itself. */
final class ModelsFileCheck {
    private static final List<String> STEPS = List.of("understand", "interpret", "summarise", "answer", "judge");
    private static final List<String> SCOPES = List.of("question", "user_day", "day");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]*");
    /** What is reserved for a call is given up after ten minutes: no call may take that long. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(9);

    private final Path file;
    private final ModelsFile models;

    ModelsFileCheck(Path file, ModelsFile models) {
        this.file = file;
        this.models = models;
    }

    /** @throws SettingsException the first thing that is wrong */
    void check() {
        models.models().forEach(this::model);
        models.routes().forEach(this::route);
        models.budgets().forEach(this::budget);
    }

    private void model(String name, @Nullable Entry entry) {
        String key = "models." + name;
        require(entry != null, key, "it is empty; a model has at least a kind.");
        Kind kind = Objects.requireNonNull(entry).kindOrDefault();
        String lower = name.toLowerCase(Locale.ROOT);
        boolean taken = lower.equals("openai")
                || lower.equals("gguf")
                || lower.endsWith(".gguf")
                || lower.equals("offline") && kind != Kind.OFFLINE;
        require(!taken && !name.isBlank(), key, "this name means something else for --model; take another.");
        require(kind != Kind.OPENAI || entry.url() != null, key + ".url", "an openai model needs its endpoint's URL.");
        require(kind != Kind.GGUF || entry.file() != null, key + ".file", "a gguf model needs its file.");
        String variable = entry.apiKeyEnv();
        require(
                variable == null || VARIABLE.matcher(variable).matches(),
                key + ".api_key_env",
                "this is the name of a variable in capitals, such as OPENAI_API_KEY, never the key itself.");
        String timeout = entry.timeout();
        Duration longest = timeout == null ? null : SettingValues.duration(timeout);
        require(
                timeout == null || longest != null && longest.compareTo(LONGEST_CALL) <= 0,
                key + ".timeout",
                "must be " + SettingValues.DURATIONS.replace(", 2h or 7d", "") + ", of at most 9m.");
        require(within(entry.temperature(), 0, 2), key + ".temperature", "must be a number from 0 to 2.");
        Integer cap = entry.maxOutputTokens();
        require(
                cap == null || cap >= 16 && cap <= 100_000,
                key + ".max_output_tokens",
                "must be a whole number from 16 to 100000.");
        if (kind == Kind.OPENAI) {
            endpoint(key, Objects.requireNonNull(entry.url()));
        }
        price(key + ".usd_per_million", entry.usdPerMillion(), kind);
    }

    private void endpoint(String key, String url) {
        try {
            ModelSettings.of(url, "any", null);
        } catch (IllegalArgumentException wrong) {
            throw wrong(key + ".url", wrong.getMessage() + ".");
        }
    }

    private void price(String key, @Nullable Rates rates, Kind kind) {
        if (rates == null) {
            boolean limited =
                    models.budgets().values().stream().anyMatch(limit -> limit != null && limit.usd() != null);
            require(!limited || kind != Kind.OPENAI, key, "a budget in US dollars needs the price of every endpoint.");
            return;
        }
        Double input = rates.input();
        Double output = rates.output();
        boolean priced = input != null && output != null && within(input, 0, 1e6) && within(output, 0, 1e6);
        require(priced, key, "needs both input and output, neither negative.");
    }

    private void route(String step, @Nullable List<@Nullable String> names) {
        String key = "routes." + step;
        require(STEPS.contains(step), key, "there is no such step; there are " + String.join(", ", STEPS) + ".");
        require(names != null && !names.isEmpty(), key, "it names no model.");
        for (String name : Objects.requireNonNull(names)) {
            require(
                    name != null && models.models().containsKey(name),
                    key,
                    "there is no model '" + name + "' under models; there are "
                            + String.join(", ", models.models().keySet()) + ".");
        }
        require(names.stream().distinct().count() == names.size(), key, "it names a model twice.");
    }

    private void budget(String scope, @Nullable Limit limit) {
        String key = "budgets." + scope;
        require(SCOPES.contains(scope), key, "there is no such budget; there are " + String.join(", ", SCOPES) + ".");
        Long tokens = limit == null ? null : limit.tokens();
        Double usd = limit == null ? null : limit.usd();
        // 0 could be meant as "nothing" or as "no limit"; so it is neither.
        require(
                (tokens != null || usd != null)
                        && (tokens == null || tokens > 0)
                        && (usd == null || usd > 0 && within(usd, 0, 1e9)),
                key,
                "needs tokens or usd, above 0; leave the budget out for no limit.");
    }

    private static boolean within(@Nullable Double value, double least, double most) {
        return value == null || value >= least && value <= most;
    }

    private void require(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw wrong(key, otherwise);
        }
    }

    private SettingsException wrong(String key, String what) {
        return new SettingsException(file + ", " + key + ": " + what);
    }
}
