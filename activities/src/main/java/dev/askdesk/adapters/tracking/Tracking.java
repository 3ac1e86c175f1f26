package dev.askdesk.adapters.tracking;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Port of an experiment tracker. Everything can be done again after a kill and is then there once. Failures are {@link
 * dev.askdesk.adapters.OutsideException}s of the {@code TRACKING} types.
 */
public interface Tracking {
    /**
     * A run as the tracker knows it.
     *
     * @param experimentId of the experiment that it is filed under
     * @param id of the run
     * @param artifactUri where the tracker keeps the run's files
     */
    record Run(String experimentId, String id, String artifactUri) {}

    /** Starts a run and writes its params and tags, or finds the one that was started with the same key before. */
    Run start(TrackedRun run);

    /**
     * Writes metrics; those that are no finite number are left out.
     *
     * @param at when they were measured; the same when they are written again, or they count as measured twice
     */
    void log(Run run, Map<String, Double> metrics, Instant at);

    /**
     * Stores files with the run under their own names, replacing files of these names.
     *
     * @return whether they are stored; {@code false} where the tracker takes files from its own clients alone
     */
    boolean upload(Run run, List<Path> files);

    /** Marks the run as ended; a run can be ended again. */
    void end(Run run, boolean succeeded, Instant at);

    /** Where a person sees the run. */
    URI page(Run run);
}
