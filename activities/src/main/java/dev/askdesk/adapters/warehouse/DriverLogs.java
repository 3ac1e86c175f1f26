package dev.askdesk.adapters.warehouse;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps credentials out of logs: the HTTP client inside Databricks' driver writes all headers to the JDK's logs where these
 * are at their finest, whatever the driver's own level says.
 */
final class DriverLogs {
    private static final String CLIENT = "com.databricks.internal.apache.http";

    /** Held on to, since a logger that nobody holds forgets its level. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger(CLIENT), Logger.getLogger(CLIENT + ".headers"), Logger.getLogger(CLIENT + ".wire"));

    private DriverLogs() {}

    /** Once for all connections; what a log's configuration says of these comes before, and does not count. */
    static void hush() {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }
}
