package dev.askdesk.workers;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.EndpointCheck;
import dev.askdesk.adapters.model.GgufModel;
import dev.askdesk.adapters.model.GgufSettings;
import dev.askdesk.adapters.model.Ledger;
import dev.askdesk.adapters.model.ModelGateway;
import dev.askdesk.adapters.model.ModelRoutes.Member;
import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.OpenAiEndpoint;
import dev.askdesk.adapters.model.Price;
import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.model.PromptedResponder;
import dev.askdesk.adapters.model.Responder;
import dev.askdesk.adapters.model.ResponderGateway;
import dev.askdesk.adapters.model.Structure;
import dev.askdesk.adapters.model.offline.OfflineAnalyst;
import dev.askdesk.adapters.model.offline.OfflineResponder;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.workers.ModelsFile.Entry;
import dev.askdesk.workers.ModelsFile.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The models that the settings and the models file name, put together. */
public final class Models {
    private static final List<String> ASK_STEPS = List.of("understand", "interpret");
    private static final List<String> DESK_STEPS = List.of("summarise", "answer");
    private static final String FILE_NAME = "models.yaml";

    private final Settings settings;
    private final @Nullable Path path;
    private final @Nullable ModelsFile file;
    private final UnaryOperator<@Nullable String> environment;

    private Models(Settings settings, @Nullable Path path, UnaryOperator<@Nullable String> environment) {
        this.settings = settings;
        this.path = path;
        this.file = path == null ? null : ModelsFile.read(path);
        this.environment = environment;
    }

    /** @throws SettingsException the models file cannot be used */
    public static Models of(Settings settings) {
        return of(settings, variable -> variable == null ? null : System.getenv(variable));
    }

    static Models of(Settings settings, UnaryOperator<@Nullable String> environment) {
        Path named = settings.modelsFile();
        Path beside = settings.home().resolve(FILE_NAME);
        return new Models(settings, named != null ? named : Files.exists(beside) ? beside : null, environment);
    }

    /**
     * A model for people.
     *
     * @param kind {@code openai}, {@code gguf} or {@code offline}
     * @param where its endpoint or file; empty for the offline model
     */
    public record Shown(String name, String kind, String where, Price price) {}

    /**
     * What a look at a model found.
     *
     * @param works whether it can be asked
     * @param sure whether nothing speaks against it
     * @param text one line
     */
    public record Check(boolean works, boolean sure, String text) {}

    /** The models file; {@code null} where there is none. */
    public @Nullable Path file() {
        return path;
    }

    /** For people: the model that is asked first what to do about a question. */
    public String name() {
        String first = route("understand").get(0);
        return kind(first) == Kind.GGUF && entry(first) == null
                ? String.valueOf(Path.of(first).getFileName())
                : first;
    }

    /** Those that are asked, then what else the file has. */
    public List<Shown> shown() {
        Set<String> names = new LinkedHashSet<>();
        routes().values().forEach(names::addAll);
        if (file != null) {
            names.addAll(file.models().keySet());
        }
        return names.stream()
                .map(name ->
                        new Shown(name, kind(name).name().toLowerCase(Locale.ROOT), where(name), price(entry(name))))
                .toList();
    }

    /** The models of each step, first choice first; also of steps that are only reserved yet, where the file has them. */
    public Map<String, List<String>> routes() {
        Map<String, List<String>> routes = new LinkedHashMap<>();
        ASK_STEPS.forEach(step -> routes.put(step, route(step)));
        DESK_STEPS.forEach(step -> routes.put(step, route(step)));
        if (file != null && fileDecides()) {
            file.routes().forEach(routes::putIfAbsent);
        }
        return routes;
    }

    public Budgets budgets() {
        return new Budgets(limit("question"), limit("user_day"), limit("day"));
    }

    /** What is spent, shared by all workers of this home. */
    public Ledger ledger() {
        return new Ledger(settings.home().resolve("spent"), budgets(), Clock.systemUTC());
    }

    /** Looks at a model; one whose endpoint has no list of models is asked a word. */
    public Check check(String name) {
        try {
            return switch (kind(name)) {
                case OFFLINE -> new Check(true, true, "the offline model, built in; --model names another");
                case OPENAI -> {
                    EndpointCheck check = EndpointCheck.check(endpoint(name));
                    yield new Check(check.reachable(), check.served(), check.text());
                }
                case GGUF -> {
                    GgufSettings gguf = gguf(name);
                    new GgufModel(gguf).check();
                    yield new Check(true, true, gguf.file() + " is a GGUF file, and llama.cpp runs here");
                }
            };
        } catch (OutsideException | SettingsException wrong) {
            return new Check(false, false, String.valueOf(wrong.getMessage()));
        }
    }

    /** Those of Ask's steps behind one port. */
    Analyst analyst(Grounder grounder) {
        Making<Analyst> making = new Making<>(
                new OfflineAnalyst(grounder),
                endpoint -> PromptedAnalyst.at(endpoint, grounder.catalog(), settings.prompts()),
                gguf -> PromptedAnalyst.in(gguf, grounder.catalog(), settings.prompts()));
        Map<String, Member<Analyst>> members = members(ASK_STEPS, making);
        return new ModelGateway(
                route(ASK_STEPS.get(0)).stream().map(members::get).toList(),
                route(ASK_STEPS.get(1)).stream().map(members::get).toList(),
                ledger(),
                Clock.systemUTC());
    }

    /** Those of Desk's steps behind one port. */
    Responder responder(Embeddings embeddings) {
        Making<Responder> making = new Making<>(
                new OfflineResponder(embeddings),
                endpoint ->
                        new PromptedResponder(endpoint.modelName(), new OpenAiEndpoint(endpoint), endpoint.structure()),
                gguf -> new PromptedResponder(gguf.modelName(), new GgufModel(gguf), Structure.JSON_SCHEMA));
        Map<String, Member<Responder>> members = members(DESK_STEPS, making);
        return new ResponderGateway(
                route(DESK_STEPS.get(0)).stream().map(members::get).toList(),
                route(DESK_STEPS.get(1)).stream().map(members::get).toList(),
                ledger(),
                Clock.systemUTC());
    }

    /** How an application makes what it needs of each kind of model. */
    private record Making<M>(M offline, Function<ModelSettings, M> endpoint, Function<GgufSettings, M> gguf) {}

    private <M> Map<String, Member<M>> members(List<String> steps, Making<M> making) {
        Map<String, Member<M>> members = new LinkedHashMap<>();
        steps.forEach(
                step -> route(step).forEach(name -> members.computeIfAbsent(name, unused -> member(name, making))));
        return members;
    }

    /** @throws SettingsException the first model for queries has no endpoint */
    ModelSettings endpoint() {
        return endpoint(route("understand").get(0));
    }

    private boolean fileDecides() {
        return file != null && settings.isDefault(Setting.MODEL);
    }

    private List<String> route(String step) {
        if (file != null && fileDecides()) {
            return file.route(step);
        }
        Settings.Model model = settings.model();
        return switch (model.kind()) {
            case OFFLINE -> List.of("offline");
            case OPENAI -> List.of(Objects.requireNonNullElse(model.name(), "openai"));
            case GGUF -> List.of(model.ggufFile().toString());
        };
    }

    private @Nullable Entry entry(String name) {
        return file == null ? null : file.models().get(name);
    }

    private Kind kind(String name) {
        Entry entry = entry(name);
        return entry != null
                ? entry.kindOrDefault()
                : Kind.valueOf(settings.model().kind().name());
    }

    private <M> Member<M> member(String name, Making<M> making) {
        Price price = price(entry(name));
        return switch (kind(name)) {
            case OFFLINE -> new Member<>(making.offline(), Price.FREE, 0);
            case OPENAI -> {
                ModelSettings endpoint = endpoint(name);
                yield new Member<>(making.endpoint().apply(endpoint), price, endpoint.maxOutputTokens());
            }
            case GGUF -> {
                GgufSettings gguf = gguf(name);
                // What is no model is told when the worker starts, not to the first who asks.
                new GgufModel(gguf).check();
                yield new Member<>(making.gguf().apply(gguf), price, gguf.maxOutputTokens());
            }
        };
    }

    private GgufSettings gguf(String name) {
        Entry entry = entry(name);
        Settings.Model model = settings.model();
        Path home = path == null ? settings.home() : path.toAbsolutePath().getParent();
        Path gguf =
                entry == null || home == null ? model.ggufFile() : beside(home, Objects.requireNonNull(entry.file()));
        return new GgufSettings(gguf, timeout(entry), longest(entry), temperature(entry));
    }

    /** Relative to the models file, so that it means the same wherever a command runs. */
    private static Path beside(Path folder, String text) {
        boolean fromHome = text.equals("~") || text.startsWith("~/");
        return SettingValues.path(
                fromHome ? text : folder.resolve(text).toString(), Path.of(System.getProperty("user.home")));
    }

    private ModelSettings endpoint(String name) {
        Entry entry = entry(name);
        if (entry == null) {
            String missing = settings.model().missing();
            if (missing != null && file != null) {
                throw new SettingsException(missing + " Models of " + path + ": "
                        + String.join(", ", file.models().keySet()) + ".");
            }
            return settings.model().endpoint();
        }
        String url = entry.url();
        if (entry.kindOrDefault() != Kind.OPENAI || url == null) {
            throw new SettingsException(
                    "This needs a model behind an endpoint; '" + name + "' of " + path + " is not.");
        }
        return new ModelSettings(
                url,
                Objects.requireNonNullElse(entry.name(), name),
                key(name, entry.apiKeyEnv()),
                Objects.requireNonNullElse(entry.structure(), settings.model().structure()),
                timeout(entry),
                longest(entry),
                temperature(entry));
    }

    private @Nullable String key(String name, @Nullable String variable) {
        String key = variable == null ? null : environment.apply(variable);
        if (variable != null && (key == null || key.isBlank())) {
            throw new SettingsException("The model '" + name + "' of " + path + " has its key in the variable "
                    + variable + ", which is not set.");
        }
        return key;
    }

    private Duration timeout(@Nullable Entry entry) {
        String text = entry == null ? null : entry.timeout();
        Duration own = text == null ? null : SettingValues.duration(text);
        return own == null ? settings.model().timeout() : own;
    }

    private int longest(@Nullable Entry entry) {
        Integer own = entry == null ? null : entry.maxOutputTokens();
        return own == null ? settings.model().maxOutputTokens() : own;
    }

    private double temperature(@Nullable Entry entry) {
        Double own = entry == null ? null : entry.temperature();
        return own == null ? settings.model().temperature() : own;
    }

    private static Price price(@Nullable Entry entry) {
        ModelsFile.Rates rates = entry == null ? null : entry.usdPerMillion();
        return rates == null || rates.input() == null || rates.output() == null
                ? Price.FREE
                : new Price(rates.input(), rates.output());
    }

    private String where(String name) {
        return switch (kind(name)) {
            case OFFLINE -> "";
            case OPENAI -> {
                Entry entry = entry(name);
                yield entry == null ? settings.model().url().toString() : String.valueOf(entry.url());
            }
            case GGUF -> gguf(name).file().toString();
        };
    }

    private Budgets.Limit limit(String scope) {
        ModelsFile.Limit limit = file == null ? null : file.budgets().get(scope);
        return limit == null
                ? Budgets.Limit.NONE
                : new Budgets.Limit(
                        Objects.requireNonNullElse(limit.tokens(), 0L), Objects.requireNonNullElse(limit.usd(), 0.0));
    }
}
