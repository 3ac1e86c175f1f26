package dev.askdesk.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one case under one arm: a line of {@code cases.jsonl}. Measures that do not apply to a case are {@code
 * null}, never 0: a case without a reference answer has no ROUGE.
 *
 * @param id the case's, unique in its data set
 * @param arm which configuration answered: a model, a prompt version, {@code plain}
 * @param database the database that it was asked about
 * @param question as it was asked
 * @param expected what the case asks for
 * @param outcome {@code answer}, {@code clarifying_question}, {@code declined}, {@code expired} or {@code failed}
 * @param sql the statement that was run, or the last that was tried; {@code null} where there was none
 * @param text what the person would have read
 * @param reason why it failed; {@code null} for other outcomes
 * @param columns of the result, in order
 * @param rows the first rows of the result
 * @param referenceSql the reference that it was held against: the one that it met, else the first
 * @param referenceRows the first rows of that reference's result
 * @param referenceText the reference answer, {@code null} where the data set has none
 * @param workflowId of the conversation that answered; {@code null} for the plain arms
 * @param runUrl of that workflow in the Temporal Web UI; {@code null} where no Web UI is known
 * @param error why the case could not be measured, such as a reference that does not run; else {@code null}
 * @param measures how good it is and what it cost
 */
public record CaseResult(
        String id,
        String arm,
        String database,
        String question,
        Expectation expected,
        String outcome,
        @Nullable String sql,
        String text,
        @Nullable String reason,
        List<String> columns,
        List<List<@Nullable String>> rows,
        @Nullable String referenceSql,
        List<List<@Nullable String>> referenceRows,
        @Nullable String referenceText,
        @Nullable String workflowId,
        @Nullable String runUrl,
        @Nullable String error,
        Measures measures) {}
