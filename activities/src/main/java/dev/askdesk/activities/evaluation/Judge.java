package dev.askdesk.activities.evaluation;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.evaluation.CaseResult;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.evaluation.ExecutionAccuracy;
import dev.askdesk.evaluation.Expectation;
import dev.askdesk.evaluation.Measures;
import dev.askdesk.evaluation.Recall;
import dev.askdesk.evaluation.ReferenceSql;
import dev.askdesk.sql.SqlReads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds how a case ended against what its data set says. */
final class Judge {
    /** References and answers of up to so many rows are compared; beyond, a case cannot be measured. */
    private static final int MOST_ROWS = 100_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS_SHOWN = 20;

    private final Warehouse warehouse;
    private final EvalCase asked;
    private final Ending ending;
    private final List<QueryResult> references = new ArrayList<>();
    private final List<String> referenceSql = new ArrayList<>();
    private final @Nullable QueryResult result;
    private @Nullable String error;

    private Judge(Warehouse warehouse, EvalCase asked, Ending ending) {
        this.warehouse = warehouse;
        this.asked = asked;
        this.ending = ending;
        String unusable = null;
        for (String sql : ReferenceSql.alternatives(asked.sql())) {
            try {
                references.add(warehouse.query(sql, MOST_ROWS, PATIENCE));
                referenceSql.add(sql);
            } catch (StatementException broken) {
                unusable = "The reference does not run: " + broken.problem().message();
            }
        }
        // One alternative that runs is enough.
        error = references.isEmpty() ? unusable : null;
        this.result = result();
    }

    /** @param runUrl of the conversation in the Web UI, where one is known */
    static CaseResult judge(String arm, EvalCase asked, Ending ending, Warehouse warehouse, @Nullable String runUrl) {
        return new Judge(warehouse, asked, ending).judged(arm, runUrl);
    }

    private @Nullable QueryResult result() {
        String sql = ending.sql();
        if (sql == null || !ending.outcome().equals("answer")) {
            return null;
        }
        try {
            return warehouse.query(sql, MOST_ROWS, PATIENCE);
        } catch (StatementException gone) {
            error = "The answer's SQL did not run a second time: "
                    + gone.problem().message();
            return null;
        }
    }

    private CaseResult judged(String arm, @Nullable String runUrl) {
        boolean ordered =
                Objects.requireNonNullElseGet(asked.ordered(), () -> ExecutionAccuracy.asksForOrder(asked.message()));
        int met = -1;
        boolean strict = false;
        for (int i = 0; i < references.size() && result != null; i++) {
            strict |= ExecutionAccuracy.strict(references.get(i), result);
            if (met < 0 && ExecutionAccuracy.tolerant(references.get(i), result, ordered)) {
                met = i;
            }
        }
        int shown = Math.max(met, 0);
        QueryResult reference = references.isEmpty() ? null : references.get(shown);
        return new CaseResult(
                Objects.requireNonNullElse(asked.id(), ""),
                arm,
                Objects.requireNonNullElse(asked.database(), ""),
                asked.message(),
                asked.expect(),
                ending.outcome(),
                ending.sql(),
                Objects.requireNonNullElse(ending.text(), ""),
                ending.reason(),
                result == null ? List.of() : result.columns(),
                firstRows(result),
                referenceSql.isEmpty() ? null : referenceSql.get(shown),
                firstRows(reference),
                asked.answer(),
                ending.workflowId(),
                runUrl,
                error,
                measures(met >= 0, strict, reference));
    }

    private static List<List<@Nullable String>> firstRows(@Nullable QueryResult result) {
        return result == null
                ? List.of()
                : result.rows().subList(0, Math.min(ROWS_SHOWN, result.rows().size()));
    }

    private Measures measures(boolean tolerant, boolean strict, @Nullable QueryResult reference) {
        boolean answerDue = asked.expect() == Expectation.ANSWER;
        boolean comparable = answerDue && !references.isEmpty();
        SqlReads reads = SqlReads.of(Objects.requireNonNullElse(ending.sql(), ""));
        SqlReads due = SqlReads.of(referenceSql.isEmpty() ? "" : referenceSql.get(0));
        Wording wording = new Wording(asked, ending, reference, result);
        return new Measures(
                right(tolerant),
                comparable ? strict : null,
                comparable ? tolerant : null,
                answerDue ? Recall.names(or(asked.tables(), due.tables()), reads.tables()) : null,
                answerDue ? Recall.names(or(asked.columns(), due.columns()), reads.columns()) : null,
                answerDue ? wording.stringRecall() : null,
                answerDue ? wording.numberRecall() : null,
                wording.rouge(1),
                wording.rouge(2),
                wording.rouge(0),
                wording.faithful(),
                ending.clarifications(),
                ending.repairs(),
                ending.usage().modelCalls(),
                ending.millis() / 1000.0,
                ending.usage().inputTokens(),
                ending.usage().outputTokens(),
                ending.usage().costUsd());
    }

    /** Without a reference, an answer that is due is right when it is one: then only its wording is measured. */
    private boolean right(boolean tolerant) {
        return switch (asked.expect()) {
            case ANSWER ->
                references.isEmpty() ? error == null && ending.outcome().equals("answer") : tolerant;
            case DECLINE -> ending.outcome().equals("declined");
            case CLARIFY -> ending.outcome().equals("clarifying_question");
        };
    }

    private static Collection<String> or(List<String> given, Set<String> derived) {
        return given.isEmpty() ? derived : given;
    }
}
