package dev.askdesk.adapters.model;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is served and how it is asked.
 *
 * @param baseUrl of an OpenAI-compatible API, with its version: {@code https://api.openai.com/v1}
 * @param modelName as the endpoint lists it
 * @param apiKey sent as bearer token; {@code null} for an endpoint that asks for none
 * @param structure how the model is made to call a tool
 * @param timeout for one call, from connecting to the last byte
 * @param maxOutputTokens cap on one reply; without one a small model may write for minutes
 * @param temperature 0 for the likeliest reply
 */
public record ModelSettings(
        String baseUrl,
        String modelName,
        @Nullable String apiKey,
        Structure structure,
        Duration timeout,
        int maxOutputTokens,
        double temperature) {

    /** Works with most endpoints: those that refuse or ignore the schema still see its description in the prompt. */
    public static final Structure DEFAULT_STRUCTURE = Structure.JSON_SCHEMA;

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    public static final int DEFAULT_MAX_OUTPUT_TOKENS = 800;

    /** @throws IllegalArgumentException a setting that cannot work, named in the message */
    public ModelSettings {
        baseUrl = withoutTrailingSlash(baseUrl.strip());
        checkUrl(baseUrl);
        if (modelName.isBlank()) {
            throw new IllegalArgumentException("the model's name is empty");
        }
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the model's time-out is not positive");
        }
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("the cap on output tokens is not positive");
        }
    }

    /** Settings with the defaults for all that need not be chosen. */
    public static ModelSettings of(String baseUrl, String modelName, @Nullable String apiKey) {
        return new ModelSettings(
                baseUrl, modelName, apiKey, DEFAULT_STRUCTURE, DEFAULT_TIMEOUT, DEFAULT_MAX_OUTPUT_TOKENS, 0);
    }

    private static String withoutTrailingSlash(String url) {
        return url.endsWith("/") ? withoutTrailingSlash(url.substring(0, url.length() - 1)) : url;
    }

    private static void checkUrl(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException notAUrl) {
            throw new IllegalArgumentException("the model's URL is not a URL", notAUrl);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException("the model's URL does not start with http:// or https:// and a host");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("the model's URL holds credentials; give them as the API key");
        }
    }

    /** Everything but the key. */
    @Override
    public String toString() {
        return "ModelSettings[%s, %s, %s, timeout %s, at most %d tokens, temperature %s]"
                .formatted(baseUrl, modelName, structure, timeout, maxOutputTokens, temperature);
    }
}
