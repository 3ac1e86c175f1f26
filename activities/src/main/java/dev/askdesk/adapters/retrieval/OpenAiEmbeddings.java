package dev.askdesk.adapters.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.adapters.http.JsonHttp.Site;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any endpoint with OpenAI's {@code POST /embeddings}: a list of inputs, a list of vectors with the input's index. */
public final class OpenAiEmbeddings implements Embeddings {
    /** Inputs of one call: providers take from 32 to 2,048. */
    private static final int AT_ONCE = 32;

    private static final JsonMapper JSON = new JsonMapper();

    private final String model;
    private final JsonHttp http;

    /** Floats are what all send unasked: an endpoint that does not know the parameter is not sent it again. */
    private volatile boolean namesEncoding = true;

    /**
     * @param base up to and with {@code /v1}; of Databricks, up to and with {@code /serving-endpoints}
     * @param apiKey {@code null} where the endpoint needs none
     */
    public OpenAiEmbeddings(URI base, String model, @Nullable String apiKey, Duration timeout) {
        this.model = model;
        this.http = new JsonHttp(new Site(
                "The embeddings' endpoint",
                URI.create(base.toString().replaceAll("/+$", "")),
                apiKey == null ? null : Credentials.bearer(apiKey),
                timeout,
                FailureKinds.MODEL));
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += AT_ONCE) {
            vectors.addAll(part(texts.subList(from, Math.min(from + AT_ONCE, texts.size()))));
        }
        return vectors;
    }

    private List<float[]> part(List<String> texts) {
        JsonNode data = replied(texts).path("data");
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < data.size(); i++) {
            int place = data.get(i).path("index").asInt(i);
            if (place >= 0 && place < vectors.length) {
                vectors[place] = unit(data.get(i).path("embedding"));
            }
        }
        for (float[] vector : vectors) {
            if (vector == null || vector.length == 0) {
                throw new OutsideException(
                        FailureType.MODEL_REQUEST,
                        "The embeddings' endpoint gave no vector for a text: check that '" + model
                                + "' is a model of embeddings.");
            }
        }
        return List.of(vectors);
    }

    private JsonNode replied(List<String> texts) {
        ObjectNode body = JSON.createObjectNode().put("model", model);
        texts.forEach(body.putArray("input")::add);
        if (!namesEncoding) {
            return http.post("/embeddings", body);
        }
        try {
            return http.post("/embeddings", body.deepCopy().put("encoding_format", "float"));
        } catch (OutsideException refused) {
            boolean isItsName = refused.type() == FailureType.MODEL_REQUEST
                    && String.valueOf(refused.getMessage()).contains("encoding_format");
            if (!isItsName) {
                throw refused;
            }
            namesEncoding = false;
            return http.post("/embeddings", body);
        }
    }

    private static float[] unit(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) numbers.get(i).asDouble();
        }
        return Vectors.unit(vector);
    }
}
