package dev.askdesk.workers;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askdesk.adapters.model.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several models and how they are used, as YAML in snake_case, in the file's order.
 *
 * @param models by the name that routes and {@code --model} give them
 * @param routes by step ({@code understand}, {@code interpret}) the models that are asked, first choice first
 * @param budgets by what they hold for: {@code question}, {@code user_day}, {@code day}
 */
record ModelsFile(Map<String, Entry> models, Map<String, List<String>> routes, Map<String, Limit> budgets) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
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
     * @param timeout of one call, such as {@code 30s}
     * @param file of a GGUF model, from the models file's folder on
     */
    record Entry(
            @Nullable Kind kind,
            @Nullable String url,
            @Nullable String name,
            @Nullable String apiKeyEnv,
            @Nullable Structure structure,
            @Nullable String timeout,
            @Nullable Integer maxOutputTokens,
            @Nullable Double temperature,
            @Nullable String file,
            @Nullable Rates usdPerMillion) {
        /** OpenAI-compatible endpoints are what most models are. */
        Kind kindOrDefault() {
            return kind == null ? Kind.OPENAI : kind;
        }
    }

    /** US dollars for a million tokens. */
    record Rates(@Nullable Double input, @Nullable Double output) {}

    /** At least one of the two. */
    record Limit(@Nullable Long tokens, @Nullable Double usd) {}

    ModelsFile {
        models = ordered(models);
        routes = ordered(routes);
        budgets = ordered(budgets);
    }

    private static <T> Map<String, T> ordered(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** @throws SettingsException the file cannot be used; one line that names it and the key, and quotes no value */
    static ModelsFile read(Path file) {
        ModelsFile read;
        try {
            read = YAML.readValue(Files.readString(file), ModelsFile.class);
        } catch (JsonProcessingException wrong) {
            throw new SettingsException(file + at(wrong) + ": " + what(wrong));
        } catch (IOException unreadable) {
            throw new SettingsException(file + " cannot be read: check the path and its rights.");
        }
        if (read == null || read.models().isEmpty()) {
            throw new SettingsException(file + ": there is no model: name one under models.");
        }
        new ModelsFileCheck(file, read).check();
        return read;
    }

    private static String at(JsonProcessingException wrong) {
        String path = wrong instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        JsonLocation location = wrong.getLocation();
        return (path.isEmpty() ? "" : ", " + path) + (location == null ? "" : ", line " + location.getLineNr());
    }

    /** In own words: those of the parser may quote the file, where a key may have been pasted into a wrong place. */
    private static String what(JsonProcessingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            return unknown.getPropertyName().equals("api_key")
                    ? "a key has no place in a file: put it into a variable and name that as api_key_env."
                    : "there is no such key; known are " + names(unknown.getKnownPropertyIds()) + ".";
        }
        if (wrong instanceof JsonMappingException) {
            return "the value is of a wrong kind or not YAML, or the key is there twice.";
        }
        return String.valueOf(wrong.getOriginalMessage()).startsWith("Duplicate field")
                ? "a key is there twice."
                : "this is not YAML.";
    }

    private static String names(@Nullable Collection<Object> known) {
        return known == null
                ? "none"
                : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    /** The models of a step; without a route those of another step, without any the file's first model. */
    List<String> route(String step) {
        List<String> own = routes.get(step);
        if (own != null) {
            return own;
        }
        return routes.isEmpty()
                ? List.of(models.keySet().iterator().next())
                : routes.values().iterator().next();
    }
}
