package dev.askdesk.starters.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;

/**
 * Where a command writes. Whether that is a terminal, a JVM of 17 can't tell for each stream: the launcher says so in
 * the property {@code askdesk.terminal}, and without it nothing counts as one.
 *
 * @param interactive whether lines are typed by a person
 * @param outIsTerminal whether standard output is one
 * @param errIsTerminal whether standard error is one
 * @param colours whether escape codes are welcome
 * @param columns width for tables
 */
record Terminal(
        PrintWriter out,
        PrintWriter err,
        boolean interactive,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean colours,
        int columns) {
    private static final int WIDE = 200;
    private static final int NARROWEST = 40;

    static Terminal of(PrintWriter out, PrintWriter err) {
        return of(
                out,
                err,
                System.getProperty("askdesk.terminal", ""),
                System.getProperty("askdesk.columns", ""),
                System.getenv());
    }

    static Terminal of(
            PrintWriter out, PrintWriter err, String streams, String columns, Map<String, String> environment) {
        Set<String> terminals = Set.of(streams.split(",", -1));
        boolean outIsTerminal = terminals.contains("out");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Terminal(
                out,
                err,
                terminals.contains("in"),
                outIsTerminal,
                terminals.contains("err"),
                outIsTerminal && !plain,
                outIsTerminal ? width(columns) : WIDE);
    }

    private static int width(String columns) {
        try {
            return Math.max(NARROWEST, Integer.parseInt(columns.trim()));
        } catch (NumberFormatException e) {
            return 100;
        }
    }

    String bold(String text) {
        return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    String dim(String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    String coloured(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
    }

    enum Colour {
        GREEN(32),
        YELLOW(33),
        RED(31);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
