package dev.askdesk.adapters.tracking;

import java.time.Instant;
import java.util.Map;

/**
 * A run to be tracked.
 *
 * @param experiment the name that like runs are filed under
 * @param key what makes this run the same one when it is started again: letters, digits and {@code _ . : / -}
 * @param name what people see
 * @param startedAt when it began
 * @param params its configuration; never changed once it is written
 * @param tags further labels
 */
public record TrackedRun(
        String experiment,
        String key,
        String name,
        Instant startedAt,
        Map<String, String> params,
        Map<String, String> tags) {
    public TrackedRun {
        // It becomes part of a search expression, in which a quote would end it.
        if (!key.matches("[\\w.:/-]{1,250}")) {
            throw new IllegalArgumentException("The key of a run has other characters than letters, digits and _.:/-");
        }
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
    }
}
