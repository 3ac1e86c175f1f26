package dev.askdesk.starters.cli;

import dev.askdesk.evaluation.CaseResult;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.workers.EvaluationWorkers.ArmSetup;
import java.nio.file.Path;
import java.util.List;

/** What is printed and written when a run is over. */
final class EvalReport {
    private final Terminal terminal;
    private final EvalFolder folder;

    EvalReport(Terminal terminal, EvalFolder folder, Path dataSet, List<EvalCase> cases, List<ArmSetup> arms) {
        this.terminal = terminal;
        this.folder = folder;
    }

    void write(List<CaseResult> results) {
        terminal.out().println(results.size() + " cases in " + folder.cases());
        terminal.out()
                .println(results.stream().filter(r -> r.measures().right()).count() + " right");
        terminal.out().flush();
    }
}
