package dev.askdesk.databricksdouble;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the double is set. */
final class Switches {

    private final List<Script> scripts = new CopyOnWriteArrayList<>();
    private volatile boolean readOnly;
    private volatile boolean planErrorsAsRows = true;
    private volatile boolean sqlStates = true;
    private volatile boolean unavailableWhileStarting = true;
    private volatile boolean chunkCounts = true;
    private volatile int chunkRows = 300;

    private record Script(
            Pattern sql, String message, @Nullable String sqlState) {}

    void script(Pattern sql, String message, @Nullable String sqlState) {
        scripts.add(new Script(sql, message, sqlState));
    }

    /** Throws what is scripted for that SQL, if anything is. */
    void scripted(String sql) {
        for (Script script : scripts) {
            if (script.sql().matcher(sql).find()) {
                throw new SparkError(script.message(), script.sqlState());
            }
        }
    }

    boolean isReadOnly() {
        return readOnly;
    }

    void readOnly(boolean on) {
        readOnly = on;
    }

    boolean isPlanErrorsAsRows() {
        return planErrorsAsRows;
    }

    void planErrorsAsRows(boolean on) {
        planErrorsAsRows = on;
    }

    boolean isSqlStates() {
        return sqlStates;
    }

    void sqlStates(boolean on) {
        sqlStates = on;
    }

    boolean isUnavailableWhileStarting() {
        return unavailableWhileStarting;
    }

    void unavailableWhileStarting(boolean on) {
        unavailableWhileStarting = on;
    }

    boolean isChunkCounts() {
        return chunkCounts;
    }

    void chunkCounts(boolean on) {
        chunkCounts = on;
    }

    int chunkRows() {
        return chunkRows;
    }

    void chunkRows(int rows) {
        chunkRows = rows;
    }
}
