package dev.askdesk.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * A try that had to be repaired.
 *
 * @param sql the statement as the model wrote it, {@code null} where its reply could not be read
 * @param problem what was wrong with it
 */
public record Attempt(@Nullable String sql, Problem problem) {}
