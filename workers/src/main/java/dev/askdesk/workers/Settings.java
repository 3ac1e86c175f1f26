package dev.askdesk.workers;

import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.Prompts;
import dev.askdesk.adapters.model.Structure;
import dev.askdesk.grounding.Ingredient;
import dev.askdesk.workflows.ask.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How this process is set up, read once. Sources, highest first: the command line, {@code ASKDESK_*} variables,
 * {@code askdesk.properties} in the home, defaults. How Temporal is reached is not ours: that is Temporal's own profile
 * file and {@code TEMPORAL_*} variables.
 *
 * @param home where the sample database, results and the properties file are
 * @param database DuckDB file or JDBC URL; {@code null} for the sample fund in the home
 * @param warehouse how a database that is a server is reached
 * @param catalog the catalog's file; {@code null} to look beside the database
 * @param model who writes the SQL
 * @param limits how long and how often a conversation tries
 * @param queries what one query may take
 * @param results where all rows are kept
 * @param without what is left out of how a model is asked, to measure what it is worth
 * @param prompts versions of the prompts
 * @param modelsFile several models and how they are used; {@code null} to look for models.yaml in the home
 * @param taskQueue Temporal task queue
 * @param steps activities of Ask, and of Slack, that one worker does at once
 * @param user who asks from this command line
 * @param desk where tickets and pages are
 * @param shown every setting as people see it, in the order of {@link Setting}
 */
public record Settings(
        Path home,
        @Nullable String database,
        WarehouseSettings warehouse,
        @Nullable Path catalog,
        Model model,
        Limits limits,
        Queries queries,
        ResultsSettings results,
        Set<Ingredient> without,
        Prompts prompts,
        @Nullable Path modelsFile,
        String taskQueue,
        int steps,
        String user,
        DeskSettings desk,
        SlackSettings slack,
        List<Shown> shown) {

    /** Who writes the SQL. */
    public enum ModelKind {
        /** A parser inside this JVM, without network. */
        OFFLINE,
        /** Any OpenAI-compatible endpoint. */
        OPENAI,
        /** The model of a GGUF file, in this JVM. */
        GGUF
    }

    /**
     * @param url base URL of the endpoint
     * @param name the model's name at the endpoint; {@code null} when not set
     * @param apiKey {@code null} when not set or not needed
     * @param timeout of one call
     * @param maxOutputTokens cap of one call
     * @param file of a GGUF model; {@code null} when not set
     */
    public record Model(
            ModelKind kind,
            URI url,
            @Nullable String name,
            @Nullable Secret apiKey,
            Structure structure,
            Duration timeout,
            int maxOutputTokens,
            double temperature,
            @Nullable Path file) {

        /** @throws SettingsException there is none */
        Path ggufFile() {
            if (file == null) {
                throw new SettingsException("No file of a GGUF model is named: set ASKDESK_MODEL_FILE.");
            }
            return file;
        }

        /**
         * The endpoint as its adapter takes it.
         *
         * @throws SettingsException something is {@link #missing}
         */
        public ModelSettings endpoint() {
            String missing = missing();
            String model = name;
            if (missing != null || model == null) {
                throw new SettingsException(
                        missing == null
                                ? "This needs a model behind an endpoint: name one with --model, and ASKDESK_MODEL_URL."
                                : missing);
            }
            String key = apiKey == null || apiKey.value().equals("none") ? null : apiKey.value();
            return new ModelSettings(url.toString(), model, key, structure, timeout, maxOutputTokens, temperature);
        }

        /** What is missing before the endpoint can be called, as one line; {@code null} when nothing is. */
        public @Nullable String missing() {
            if (kind != ModelKind.OPENAI) {
                return null;
            }
            if (name == null) {
                return "No model is named: set ASKDESK_MODEL_NAME to one that " + url.getHost() + " serves.";
            }
            if (apiKey == null) {
                return "No key for the model's endpoint " + url.getHost()
                        + ": set ASKDESK_MODEL_API_KEY, to 'none' where it needs none.";
            }
            return null;
        }
    }

    /**
     * @param rowLimit rows returned at most
     * @param characters that all cells may have together
     * @param timeout after which a query is cancelled
     */
    public record Queries(int rowLimit, long characters, Duration timeout) {}

    /**
     * @param value as text; stars for a secret that is set
     * @param source {@code command line}, the variable's name, the file's path, {@code default}
     */
    public record Shown(String key, String variable, String value, String source, String description) {}

    public Settings {
        shown = List.copyOf(shown);
    }

    /** Where Temporal's Web UI is, without a slash at its end. */
    public String webUi() {
        return shown.stream()
                .filter(known -> known.key().equals(Setting.WEB_UI_URL.key()))
                .findFirst()
                .map(known -> known.value().replaceAll("/+$", ""))
                .orElse("");
    }

    /** Folder of what people think of replies. */
    public Path feedback() {
        return home.resolve("feedback");
    }

    /** Folder of the questions that were verified, a file for each database. */
    public Path verified() {
        return home.resolve("verified");
    }

    /** The same on another database. */
    Settings on(@Nullable String otherDatabase, @Nullable Path otherCatalog) {
        return new Settings(
                home,
                otherDatabase,
                warehouse,
                otherCatalog,
                model,
                limits,
                queries,
                results,
                without,
                prompts,
                modelsFile,
                taskQueue,
                steps,
                user,
                desk,
                slack,
                shown);
    }

    /**
     * Reads the settings of this process.
     *
     * @param commandLine settings by key that win over everything else
     * @throws SettingsException a setting is unknown or cannot be parsed
     */
    public static Settings read(Map<String, String> commandLine) {
        return read(
                commandLine,
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"));
    }

    static Settings read(
            Map<String, String> commandLine, Map<String, String> environment, Path userHome, String osUser) {
        RawSettings raw = RawSettings.read(commandLine, environment, userHome);
        SettingValues values = new SettingValues(raw, userHome);
        String user = values.optionalText(Setting.USER);
        Path home = values.path(Setting.HOME).orElseThrow();
        return new Settings(
                home,
                values.optionalText(Setting.DATABASE),
                WarehouseSettings.of(values),
                values.path(Setting.CATALOG).orElse(null),
                model(values),
                limits(values),
                new Queries(
                        values.integer(Setting.ROW_LIMIT, 1, 100_000),
                        values.integer(Setting.RESULT_CHARACTERS, 1_000, 1_000_000_000),
                        values.duration(Setting.QUERY_TIMEOUT, Duration.ofMinutes(30))),
                ResultsSettings.of(values, home),
                values.choices(Setting.WITHOUT, Ingredient.class),
                prompts(values),
                values.path(Setting.MODELS).orElse(null),
                values.text(Setting.TASK_QUEUE),
                values.integer(Setting.WORKER_STEPS, 1, 1_000),
                user == null ? osUser : user,
                DeskSettings.of(values),
                SlackSettings.of(values),
                shown(raw));
    }

    private static Model model(SettingValues values) {
        String key = values.optionalText(Setting.MODEL_API_KEY);
        return new Model(
                values.choice(Setting.MODEL, ModelKind.class),
                values.url(Setting.MODEL_URL),
                values.optionalText(Setting.MODEL_NAME),
                key == null ? null : new Secret(key),
                values.choice(Setting.MODEL_STRUCTURE, Structure.class),
                values.duration(Setting.MODEL_TIMEOUT),
                values.integer(Setting.MODEL_MAX_OUTPUT_TOKENS, 16, 100_000),
                values.decimal(Setting.MODEL_TEMPERATURE, 0, 2),
                values.path(Setting.MODEL_FILE).orElse(null));
    }

    private static Prompts prompts(SettingValues values) {
        try {
            return new Prompts(values.text(Setting.PROMPT_UNDERSTAND), values.text(Setting.PROMPT_INTERPRET));
        } catch (IllegalArgumentException unknown) {
            throw new SettingsException("prompt: " + unknown.getMessage() + ".");
        }
    }

    /** Whether nobody has set it. */
    boolean isDefault(Setting setting) {
        return shown.stream()
                .anyMatch(known ->
                        known.key().equals(setting.key()) && known.source().equals("default"));
    }

    /** Without search attributes: whether a server has them is found out when it is connected. */
    private static Limits limits(SettingValues values) {
        Set<Ingredient> without = values.choices(Setting.WITHOUT, Ingredient.class);
        return new Limits(
                without.contains(Ingredient.REPAIR) ? 0 : values.integer(Setting.REPAIRS, 0, 20),
                values.integer(Setting.CLARIFICATIONS, 0, 20),
                values.duration(Setting.CLARIFICATION_WAIT),
                values.duration(Setting.IDLE),
                Limits.DEFAULT.questionsPerRun(),
                false,
                without.contains(Ingredient.CANDIDATES) ? 1 : values.integer(Setting.CANDIDATES, 1, 5));
    }

    private static List<Shown> shown(RawSettings raw) {
        return Arrays.stream(Setting.values())
                .map(setting -> {
                    RawSettings.Value value = raw.get(setting);
                    String text = setting.secret() && !value.text().isEmpty()
                            ? "********"
                            : SettingValues.withoutSecrets(value.text());
                    return new Shown(setting.key(), setting.variable(), text, value.source(), setting.description());
                })
                .toList();
    }
}
