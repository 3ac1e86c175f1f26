package dev.askdesk.adapters.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MLflow by its REST API 2.0. A run carries its key as the tag {@code askdesk.run}; files go through the server, which
 * must serve artifacts itself ({@code mlflow server --artifacts-destination}). The MLflow within Databricks takes files
 * from its own clients alone: runs there have none.
 *
 * <p>Two callers that start the same key in the same instant can both create a run: MLflow has no unique tag. One
 * activity at a time starts a run, so this happens only when one that timed out is still at work.
 */
public final class MlflowTracking implements Tracking {
    /** The tag that a run is found again by. */
    static final String KEY_TAG = "askdesk.run";

    /** What one log-batch call may hold, and what MLflow stores of one value. */
    private static final int METRICS_A_CALL = 1000;

    private static final int PARAMS_A_CALL = 100;
    private static final int LONGEST_PARAM = 6000;
    private static final int LONGEST_TAG = 5000;

    /** A call may have 1 MB; a character can take 6 bytes in it. */
    private static final int CHARACTERS_A_CALL = 150_000;

    private static final String API = "/api/2.0/mlflow/";
    private static final String ARTIFACTS_API = "/api/2.0/mlflow-artifacts/artifacts";
    private static final String ARTIFACTS_SCHEME = "mlflow-artifacts";
    private static final String DATABRICKS_SCHEME = "dbfs";
    private static final String MISSING = "RESOURCE_DOES_NOT_EXIST";
    private static final JsonMapper JSON = new JsonMapper();

    private final MlflowSettings settings;
    private final MlflowHttp http;

    public MlflowTracking(MlflowSettings settings) {
        this.settings = settings;
        this.http = new MlflowHttp(settings);
    }

    @Override
    public Run start(TrackedRun tracked) {
        String experiment = experiment(tracked.experiment());
        Run run = found(experiment, tracked.key()).orElseGet(() -> created(experiment, tracked));
        // Also for one that was found: a kill may have come between its creation and this.
        logParams(run, tracked.params());
        return run;
    }

    @Override
    public void log(Run run, Map<String, Double> metrics, Instant at) {
        ArrayNode batch = JSON.createArrayNode();
        new TreeMap<>(metrics).forEach((key, value) -> {
            if (Double.isFinite(value)) {
                batch.addObject()
                        .put("key", key(key))
                        .put("value", value)
                        .put("timestamp", at.toEpochMilli())
                        .put("step", 0);
            }
            if (batch.size() == METRICS_A_CALL) {
                logBatch(run, "metrics", batch);
            }
        });
        logBatch(run, "metrics", batch);
    }

    @Override
    public boolean upload(Run run, List<Path> files) {
        URI artifacts = URI.create(run.artifactUri());
        if (isDatabricks(run)) {
            return false;
        }
        if (!ARTIFACTS_SCHEME.equals(artifacts.getScheme())) {
            throw new OutsideException(
                    FailureType.TRACKING_REQUEST,
                    "The tracking server keeps files at " + artifacts.getScheme()
                            + ":, where only its own clients write; start it with --artifacts-destination.");
        }
        for (Path file : files) {
            String name = encoded(String.valueOf(file.getFileName()));
            http.put(ARTIFACTS_API + artifacts.getRawPath() + "/" + name, file);
        }
        return true;
    }

    private static boolean isDatabricks(Run run) {
        return run.artifactUri().startsWith(DATABRICKS_SCHEME + ":");
    }

    @Override
    public void end(Run run, boolean succeeded, Instant at) {
        ObjectNode body = JSON.createObjectNode()
                .put("run_id", run.id())
                .put("status", succeeded ? "FINISHED" : "FAILED")
                .put("end_time", at.toEpochMilli());
        http.post(API + "runs/update", body);
    }

    @Override
    public URI page(Run run) {
        String pages = isDatabricks(run) ? "/ml/experiments/" : "/#/experiments/";
        return URI.create(settings.server() + pages + run.experimentId() + "/runs/" + run.id());
    }

    private String experiment(String name) {
        Optional<String> known = experimentNamed(name);
        if (known.isPresent()) {
            return known.get();
        }
        return newExperiment(name)
                // Another run of the same experiment was faster.
                .or(() -> experimentNamed(name))
                .orElseThrow(() -> new OutsideException(
                        FailureType.TRACKING_UNAVAILABLE,
                        "The tracking server neither has the experiment " + name + " nor creates it."));
    }

    /** On Databricks an experiment is a file of the workspace, in a folder that has to be there. */
    private Optional<String> newExperiment(String name) {
        ObjectNode body = JSON.createObjectNode().put("name", name);
        try {
            return http.post(API + "experiments/create", body, "RESOURCE_ALREADY_EXISTS")
                    .map(created -> created.path("experiment_id").asText());
        } catch (OutsideException refused) {
            String said = String.valueOf(refused.getMessage());
            if (refused.type() != FailureType.TRACKING_REQUEST) {
                throw refused;
            }
            if (!name.startsWith("/") && said.contains("INVALID_PARAMETER_VALUE")) {
                throw asAdvised(refused, "On Databricks name it by its path: --experiment /Shared/" + name + ".");
            }
            if (name.startsWith("/") && said.contains(MISSING)) {
                String parent = name.substring(0, Math.max(1, name.lastIndexOf('/')));
                throw asAdvised(
                        refused,
                        "Make the folder " + parent
                                + " in the workspace first, or name another one with --experiment.");
            }
            throw refused;
        }
    }

    private static OutsideException asAdvised(OutsideException refused, String advice) {
        return new OutsideException(refused.type(), refused.getMessage() + " " + advice, refused);
    }

    private Optional<String> experimentNamed(String name) {
        String path = API + "experiments/get-by-name?experiment_name=" + encoded(name);
        return http.get(path, MISSING)
                .map(found -> found.at("/experiment/experiment_id").asText());
    }

    private Optional<Run> found(String experiment, String key) {
        ObjectNode body = JSON.createObjectNode()
                .put("filter", "tags.`" + KEY_TAG + "` = '" + key + "'")
                .put("run_view_type", "ACTIVE_ONLY")
                .put("max_results", 1);
        body.putArray("experiment_ids").add(experiment);
        body.putArray("order_by").add("attributes.start_time ASC");
        JsonNode first = http.post(API + "runs/search", body).at("/runs/0");
        return first.isMissingNode() ? Optional.empty() : Optional.of(run(first));
    }

    private Run created(String experiment, TrackedRun tracked) {
        ObjectNode body = JSON.createObjectNode()
                .put("experiment_id", experiment)
                .put("run_name", tracked.name())
                .put("start_time", tracked.startedAt().toEpochMilli());
        // The tags come with the run itself, so that no kill can leave a run that is not found again.
        ArrayNode tags = body.putArray("tags");
        tags.addObject().put("key", KEY_TAG).put("value", tracked.key());
        tracked.tags()
                .forEach((key, value) ->
                        tags.addObject().put("key", key(key)).put("value", shortened(value, LONGEST_TAG)));
        return run(http.post(API + "runs/create", body).path("run"));
    }

    private static Run run(JsonNode run) {
        JsonNode info = run.path("info");
        return new Run(
                info.path("experiment_id").asText(),
                info.path("run_id").asText(),
                info.path("artifact_uri").asText());
    }

    private void logParams(Run run, Map<String, String> params) {
        ArrayNode batch = JSON.createArrayNode();
        int characters = 0;
        for (Map.Entry<String, String> param : new TreeMap<>(params).entrySet()) {
            String value = shortened(param.getValue(), LONGEST_PARAM);
            if (batch.size() == PARAMS_A_CALL || characters + value.length() > CHARACTERS_A_CALL) {
                logBatch(run, "params", batch);
                characters = 0;
            }
            characters += value.length();
            batch.addObject().put("key", key(param.getKey())).put("value", value);
        }
        logBatch(run, "params", batch);
    }

    /** Sends the batch, unless it is empty, and empties it. */
    private void logBatch(Run run, String kind, ArrayNode batch) {
        if (!batch.isEmpty()) {
            ObjectNode body = JSON.createObjectNode().put("run_id", run.id());
            body.set(kind, batch);
            http.post(API + "runs/log-batch", body);
            batch.removeAll();
        }
    }

    /** MLflow takes letters, digits and these in a name. */
    private static String key(String key) {
        String allowed = key.replaceAll("[^A-Za-z0-9_./ -]", "_");
        return allowed.length() <= 250 ? allowed : allowed.substring(0, 250);
    }

    private static String shortened(String value, int longest) {
        return value.length() <= longest ? value : value.substring(0, longest - 1) + "…";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
