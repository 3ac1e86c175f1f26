package dev.askdesk.starters.cli;

import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Turn;
import java.util.List;
import java.util.Locale;

/** One line on standard error that says what is going on: rewritten in place on a terminal, else a line a change. */
final class Progress {
    private final Terminal terminal;
    private final boolean shown;
    private String last = "";

    /** @param shown whether anything is printed at all */
    Progress(Terminal terminal, boolean shown) {
        this.terminal = terminal;
        this.shown = shown;
    }

    boolean isShown() {
        return shown;
    }

    void show(Turn turn) {
        show(describe(turn));
    }

    static String describe(Turn turn) {
        List<Attempt> attempts = turn.attempts();
        if (attempts.isEmpty() || turn.phase().equals("Interpreting")) {
            return turn.phase();
        }
        String kind = attempts.get(attempts.size() - 1).problem().kind().name();
        return turn.phase() + ", repairing: " + kind.toLowerCase(Locale.ROOT).replace('_', ' ') + " (try "
                + (attempts.size() + 1) + ")";
    }

    void show(String what) {
        if (!shown || what.equals(last)) {
            return;
        }
        last = what;
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K" + what + "…");
        } else {
            terminal.err().println(what + "…");
        }
        terminal.err().flush();
    }

    /** Takes the line away before something else is printed. */
    void clear() {
        if (shown && terminal.errIsTerminal() && !last.isEmpty()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
        last = "";
    }
}
