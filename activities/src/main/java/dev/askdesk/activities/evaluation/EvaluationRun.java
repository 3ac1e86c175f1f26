package dev.askdesk.activities.evaluation;

import dev.askdesk.adapters.model.PlainAnalyst;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.evaluation.CaseLines;
import dev.askdesk.evaluation.CaseResult;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.workflows.ask.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one run works with, opened by the process that runs it.
 *
 * @param runId of the run
 * @param cases in the data set's order, each with an id
 * @param arms in the order in which they run
 * @param databases by the name that the cases give
 * @param lines the file that results are written to
 * @param webUrl the Temporal Web UI's page of a workflow, by its id; gives {@code null} where no Web UI is known
 */
public record EvaluationRun(
        String runId,
        List<EvalCase> cases,
        List<Arm> arms,
        Map<String, Warehouse> databases,
        Path lines,
        UnaryOperator<@Nullable String> webUrl) {
    public EvaluationRun {
        cases = List.copyOf(cases);
        arms = List.copyOf(arms);
        databases = Map.copyOf(databases);
    }

    /**
     * One configuration that answers all cases.
     *
     * @param name unique in the run
     * @param taskQueues by database, those of the workers that have it and the arm's model; empty for a plain arm
     * @param plain by database, who is asked in the plain way; empty for an arm of Ask
     * @param tries of a plain arm, the first one included
     * @param limits of the conversations
     */
    public record Arm(
            String name, Map<String, String> taskQueues, Map<String, PlainAnalyst> plain, int tries, Limits limits) {}

    /** A case under an arm. */
    record Planned(Arm arm, EvalCase asked) {}

    int size() {
        return arms.size() * cases.size();
    }

    /** A part of the plan: arm by arm, so that what has run is complete for the first ones. */
    List<Planned> page(int from, int count) {
        List<Planned> page = new ArrayList<>();
        for (int i = from; i < Math.min(size(), from + count); i++) {
            page.add(new Planned(arms.get(i / cases.size()), cases.get(i % cases.size())));
        }
        return page;
    }

    Optional<CaseResult> measured(String arm, String caseId) {
        return CaseLines.read(lines).stream()
                .filter(result -> result.arm().equals(arm) && result.id().equals(caseId))
                .findFirst();
    }

    Arm arm(String name) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
    }

    EvalCase caseOf(String id) {
        return cases.stream()
                .filter(asked -> Objects.equals(asked.id(), id))
                .findFirst()
                .orElseThrow();
    }

    Warehouse warehouse(EvalCase asked) {
        return Objects.requireNonNull(databases.get(Objects.requireNonNullElse(asked.database(), "")));
    }
}
