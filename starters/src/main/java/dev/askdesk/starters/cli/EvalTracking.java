package dev.askdesk.starters.cli;

import dev.askdesk.adapters.tracking.MlflowSettings;
import dev.askdesk.adapters.tracking.MlflowTracking;
import dev.askdesk.adapters.tracking.TrackedRun;
import dev.askdesk.adapters.tracking.Tracking;
import dev.askdesk.evaluation.Report;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a run into MLflow: a run there for each arm, with its configuration, its totals and the files. */
final class EvalTracking {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private EvalTracking() {}

    /**
     * The same run is found again, so that tracking it twice changes nothing. Credentials are MLflow's own variables.
     *
     * @return a line for each run: its page, and whether its files are not there
     */
    static List<String> track(URI server, String experiment, EvalFolder folder, Report report, List<Path> files) {
        Map<String, String> environment = System.getenv();
        Tracking tracking;
        try {
            tracking = new MlflowTracking(new MlflowSettings(
                    server,
                    environment.get("MLFLOW_TRACKING_TOKEN"),
                    environment.get("MLFLOW_TRACKING_USERNAME"),
                    environment.get("MLFLOW_TRACKING_PASSWORD"),
                    PATIENCE));
        } catch (IllegalArgumentException wrong) {
            throw UserError.usage("--mlflow: " + wrong.getMessage() + ".");
        }
        List<String> tracked = new ArrayList<>();
        for (Report.Arm arm : report.arms()) {
            Tracking.Run run = tracking.start(new TrackedRun(
                    experiment,
                    folder.runId() + "/" + arm.name().replaceAll("[^\\w.:/-]", "_"),
                    arm.name(),
                    folder.startedAt(),
                    arm.configuration(),
                    Map.of("data_set", report.dataSet())));
            Map<String, Double> metrics = new LinkedHashMap<>();
            arm.summary().figures().forEach((metric, figure) -> metrics.put(metric.key(), figure.value()));
            metrics.put("cost_usd", arm.summary().costUsd());
            metrics.put("cases", (double) arm.summary().cases());
            tracking.log(run, metrics, folder.startedAt());
            boolean stored = tracking.upload(run, files);
            tracking.end(run, true, folder.startedAt());
            tracked.add("Tracked: " + tracking.page(run)
                    + (stored ? "" : " (without the files, which Databricks takes from its own clients alone)"));
        }
        return tracked;
    }
}
