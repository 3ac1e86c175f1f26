package dev.askdesk.workers;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.Ledger;
import dev.askdesk.adapters.model.ModelGateway;
import dev.askdesk.adapters.model.ModelGateway.Member;
import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.Price;
import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.model.offline.OfflineAnalyst;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.workers.ModelsFile.Entry;
import dev.askdesk.workers.ModelsFile.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The models that the settings and the models file name, put together. */
public final class Models {
    private final Settings settings;
    private final @Nullable ModelsFile file;

    private Models(Settings settings, @Nullable ModelsFile file) {
        this.settings = settings;
        this.file = file;
    }

    /** @throws SettingsException the models file cannot be used */
    public static Models of(Settings settings) {
        Path path = settings.modelsFile();
        Path beside = settings.home().resolve("models.yaml");
        Path found = path != null ? path : Files.exists(beside) ? beside : null;
        return new Models(settings, found == null ? null : ModelsFile.read(found));
    }

    /**
     * A model for people.
     *
     * @param where its endpoint or file; empty for the offline model
     */
    public record Shown(String name, String where, Price price, List<String> steps) {}

    /** The models that are asked, with what they are asked for. */
    public List<Shown> shown() {
        Map<String, List<String>> steps = new TreeMap<>();
        for (String step : List.of("understand", "interpret")) {
            List<String> route = route(step);
            for (int i = 0; i < route.size(); i++) {
                steps.computeIfAbsent(route.get(i), name -> new ArrayList<>())
                        .add(i == 0 ? step : step + " (fallback)");
            }
        }
        if (file != null) {
            file.models().keySet().forEach(name -> steps.computeIfAbsent(name, unused -> new ArrayList<>()));
        }
        return steps.entrySet().stream()
                .map(entry -> new Shown(entry.getKey(), where(entry.getKey()), price(entry.getKey()), entry.getValue()))
                .toList();
    }

    public Budgets budgets() {
        ModelsFile from = file;
        return from == null
                ? Budgets.NONE
                : new Budgets(limit(from, "question"), limit(from, "user_day"), limit(from, "day"));
    }

    /** What is spent, shared by all workers of this home. */
    public Ledger ledger() {
        return new Ledger(settings.home().resolve("spent"), budgets(), Clock.systemUTC());
    }

    /** All of them behind one port. */
    Analyst analyst(Grounder grounder) {
        return new ModelGateway(members("understand", grounder), members("interpret", grounder), ledger());
    }

    /** @throws SettingsException the first model for queries has no endpoint */
    ModelSettings endpoint() {
        String name = route("understand").get(0);
        Entry entry = entry(name);
        return entry == null ? settings.model().endpoint() : endpoint(name, entry);
    }

    private List<Member> members(String step, Grounder grounder) {
        return route(step).stream().map(name -> member(name, grounder)).toList();
    }

    /** Names of models; of one that only the settings name, their own. */
    private List<String> route(String step) {
        ModelsFile from = file;
        String name = settings.model().name();
        return switch (settings.model().kind()) {
            case OFFLINE -> from != null && settings.isDefault(Setting.MODEL) ? from.route(step) : List.of("offline");
            case OPENAI -> List.of(Objects.requireNonNullElse(name, "openai"));
            case GGUF -> List.of(String.valueOf(settings.model().file()));
        };
    }

    private @Nullable Entry entry(String name) {
        return file == null ? null : file.models().get(name);
    }

    private Member member(String name, Grounder grounder) {
        Entry entry = entry(name);
        Settings.Model model = settings.model();
        if (entry == null) {
            int longest = model.maxOutputTokens();
            return switch (model.kind()) {
                case OFFLINE -> new Member(new OfflineAnalyst(grounder), Price.FREE, 0);
                case OPENAI ->
                    new Member(
                            PromptedAnalyst.at(model.endpoint(), grounder.catalog(), settings.prompts()),
                            Price.FREE,
                            longest);
                case GGUF ->
                    new Member(gguf(model.ggufFile(), longest, model.temperature(), grounder), Price.FREE, longest);
            };
        }
        int longest = Objects.requireNonNullElse(entry.maxOutputTokens(), model.maxOutputTokens());
        double temperature = Objects.requireNonNullElse(entry.temperature(), model.temperature());
        Kind kind = Objects.requireNonNullElse(entry.kind(), Kind.OPENAI);
        Analyst analyst =
                switch (kind) {
                    case OFFLINE -> new OfflineAnalyst(grounder);
                    case GGUF -> gguf(Path.of(Objects.requireNonNull(entry.file())), longest, temperature, grounder);
                    case OPENAI -> PromptedAnalyst.at(endpoint(name, entry), grounder.catalog(), settings.prompts());
                };
        return new Member(analyst, price(name), kind == Kind.OFFLINE ? 0 : longest);
    }

    private Analyst gguf(Path path, int longest, double temperature, Grounder grounder) {
        return PromptedAnalyst.in(path, longest, temperature, grounder.catalog(), settings.prompts());
    }

    private ModelSettings endpoint(String name, Entry entry) {
        Settings.Model model = settings.model();
        String variable = entry.apiKeyEnv();
        String key = variable == null ? null : System.getenv(variable);
        if (variable != null && key == null) {
            throw new SettingsException("The model '" + name + "' has its key in " + variable + ", which is not set.");
        }
        return new ModelSettings(
                Objects.requireNonNull(entry.url()),
                Objects.requireNonNullElse(entry.name(), name),
                key,
                Objects.requireNonNullElse(entry.structure(), model.structure()),
                entry.timeoutSeconds() == null ? model.timeout() : Duration.ofSeconds(entry.timeoutSeconds()),
                Objects.requireNonNullElse(entry.maxOutputTokens(), model.maxOutputTokens()),
                Objects.requireNonNullElse(entry.temperature(), model.temperature()));
    }

    private Price price(String name) {
        Entry entry = entry(name);
        ModelsFile.Rates rates = entry == null ? null : entry.usdPerMillion();
        return rates == null ? Price.FREE : new Price(rates.input(), rates.output());
    }

    private String where(String name) {
        Entry entry = entry(name);
        if (entry != null) {
            String url = entry.url();
            String path = entry.file();
            return url != null ? url : path != null ? path : "";
        }
        return switch (settings.model().kind()) {
            case OFFLINE -> "";
            case OPENAI -> settings.model().url().toString();
            case GGUF -> String.valueOf(settings.model().file());
        };
    }

    private static Budgets.Limit limit(ModelsFile file, String scope) {
        ModelsFile.Limit limit = file.budget(scope);
        return new Budgets.Limit(limit.tokens(), limit.usd());
    }
}
