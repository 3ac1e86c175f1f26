package dev.askdesk.workers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askdesk.adapters.model.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several models and how they are used, as YAML in snake_case.
 *
 * @param models by the name that routes and {@code --model} give them
 * @param routes by step ({@code understand}, {@code interpret}) the models that are asked, first choice first
 * @param budgets by what they hold for: {@code question}, {@code user_day}, {@code day}
 */
record ModelsFile(Map<String, Entry> models, Map<String, List<String>> routes, Map<String, Limit> budgets) {
    private static final List<String> STEPS = List.of("understand", "interpret");
    private static final List<String> SCOPES = List.of("question", "user_day", "day");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /** What kind of model it is. */
    enum Kind {
        OPENAI,
        GGUF,
        OFFLINE
    }

    /**
     * @param name at the endpoint; without one, the model's name in this file
     * @param apiKeyEnv name of the variable that holds the key; the key itself has no place in a file
     * @param file of a GGUF model
     */
    record Entry(
            @Nullable Kind kind,
            @Nullable String url,
            @Nullable String name,
            @Nullable String apiKeyEnv,
            @Nullable Structure structure,
            @Nullable Integer timeoutSeconds,
            @Nullable Integer maxOutputTokens,
            @Nullable Double temperature,
            @Nullable String file,
            @Nullable Rates usdPerMillion) {}

    /** US dollars for a million tokens. */
    record Rates(double input, double output) {}

    record Limit(long tokens, double usd) {}

    ModelsFile {
        models = models == null ? Map.of() : Map.copyOf(models);
        routes = routes == null ? Map.of() : Map.copyOf(routes);
        budgets = budgets == null ? Map.of() : Map.copyOf(budgets);
    }

    /** @throws SettingsException the file cannot be used; one line that names it and the key */
    static ModelsFile read(Path file) {
        ModelsFile read;
        try {
            read = YAML.readValue(Files.readString(file), ModelsFile.class);
        } catch (JsonProcessingException wrong) {
            String what = String.valueOf(wrong.getOriginalMessage())
                    .lines()
                    .findFirst()
                    .orElse("no YAML");
            String key = wrong instanceof JsonMappingException at
                    ? at.getPathReference()
                            .replaceAll("[\\w.$]+\\[\"([^\"]*)\"]", "$1")
                            .replace("->", ".")
                    : "";
            throw new SettingsException(file + (key.isEmpty() ? "" : ", " + key) + ": " + what);
        } catch (IOException unreadable) {
            throw new SettingsException(file + " cannot be read: check the path and its rights.");
        }
        if (read == null || read.models().isEmpty()) {
            throw new SettingsException(file + " has no models: name one under models.");
        }
        read.check(file);
        return read;
    }

    private void check(Path file) {
        routes.forEach((step, names) -> {
            if (!STEPS.contains(step)) {
                throw new SettingsException(file + ", routes: '" + step + "' is no step; there are " + STEPS + ".");
            }
            names.forEach(name -> {
                if (!models.containsKey(name)) {
                    throw new SettingsException(
                            file + ", routes." + step + ": there is no model '" + name + "' under models.");
                }
            });
        });
        budgets.keySet().forEach(scope -> {
            if (!SCOPES.contains(scope)) {
                throw new SettingsException(file + ", budgets: '" + scope + "' is none of " + SCOPES + ".");
            }
        });
        models.forEach((name, entry) -> {
            boolean gguf = entry.kind() == Kind.GGUF;
            if (gguf && entry.file() == null) {
                throw new SettingsException(file + ", models." + name + ": a gguf model needs its file.");
            }
            if (!gguf && entry.kind() != Kind.OFFLINE && entry.url() == null) {
                throw new SettingsException(file + ", models." + name + ": an openai model needs its url.");
            }
        });
    }

    /** The models of a step; those of the other one, or the first, where it has no route. */
    List<String> route(String step) {
        List<String> own = routes.getOrDefault(step, List.of());
        if (!own.isEmpty()) {
            return own;
        }
        return routes.values().stream()
                .filter(names -> !names.isEmpty())
                .findFirst()
                .orElseGet(() ->
                        List.of(models.keySet().stream().sorted().findFirst().orElseThrow()));
    }

    Limit budget(String scope) {
        return Objects.requireNonNullElse(budgets.get(scope), new Limit(0, 0));
    }
}
