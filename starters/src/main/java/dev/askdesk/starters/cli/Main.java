package dev.askdesk.starters.cli;

import java.util.Arrays;

/** Where the JVM begins. Logging is set up first, since a logger reads its level once. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        boolean debug = Arrays.asList(args).contains("--debug");
        setUpLogging(debug);
        int exitCode = AskdeskCommand.commandLine(debug).execute(args);
        System.out.flush();
        System.err.flush();
        // Not exit: closing the embedded server's channels in its hooks takes seconds and saves nothing.
        System.exit(exitCode);
    }

    /** Quiet: what a person can act on is an error line of ours, not a library's log. */
    static void setUpLogging(boolean debug) {
        String prefix = "org.slf4j.simpleLogger.";
        set(prefix + "defaultLogLevel", debug ? "info" : "off");
        set(prefix + "log.dev.askdesk", debug ? "debug" : "error");
        set(prefix + "showDateTime", "true");
        set(prefix + "dateTimeFormat", "HH:mm:ss.SSS");
        set(prefix + "logFile", "System.err");
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
