package dev.askdesk.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * The measures of one case. Recalls, precisions and F-measures are between 0 and 1.
 *
 * @param right whether the case ended as it must: execution accuracy (tolerant) of an answer, or a due refusal or
 *     clarifying question
 * @param strict execution accuracy: the same multiset of rows, columns in the same order; {@code null} where no answer is
 *     expected
 * @param tolerant execution accuracy: every reference column is there, rows paired, numbers within 1e-2, further columns
 *     allowed, order only where the question asks for it; {@code null} where no answer is expected
 * @param tableRecall part of the expected tables that the SQL reads
 * @param columnRecall part of the expected columns that the SQL reads
 * @param stringRecall part of the important strings that the answer's text or rows state
 * @param numberRecall part of the important numbers that the answer's text or rows state, rounding allowed
 * @param rouge1 F-measure of ROUGE-1 of the answer's text against the reference answer, with stemming
 * @param rouge2 the same of ROUGE-2
 * @param rougeL the same of ROUGE-L
 * @param faithful whether every number of the answer's text is in its rows; {@code null} without an answer
 * @param clarifications how many times it was asked back
 * @param repairs tries that failed before the last one
 * @param modelCalls completed calls of a model
 * @param seconds from the question to the reply
 * @param inputTokens tokens read by models
 * @param outputTokens tokens written by models
 * @param costUsd price of those, 0 where no price is configured
 */
public record Measures(
        boolean right,
        @Nullable Boolean strict,
        @Nullable Boolean tolerant,
        @Nullable Double tableRecall,
        @Nullable Double columnRecall,
        @Nullable Double stringRecall,
        @Nullable Double numberRecall,
        @Nullable Double rouge1,
        @Nullable Double rouge2,
        @Nullable Double rougeL,
        @Nullable Boolean faithful,
        int clarifications,
        int repairs,
        int modelCalls,
        double seconds,
        long inputTokens,
        long outputTokens,
        double costUsd) {}
