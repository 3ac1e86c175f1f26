package dev.askdesk.evaluation;

import com.fasterxml.jackson.annotation.JsonKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is totalled over the cases of an arm. A case that a metric does not apply to is not in its denominator. */
public enum Metric {
    RIGHT("right", "Right", Kind.RATE, each -> sound(each, each.measures().right())),
    STRICT(
            "strict",
            "Strict execution accuracy",
            Kind.RATE,
            each -> sound(each, each.measures().strict())),
    TOLERANT(
            "tolerant",
            "Tolerant execution accuracy",
            Kind.RATE,
            each -> sound(each, each.measures().tolerant())),
    /** Of the cases that must be refused. */
    RIGHT_REFUSALS(
            "rightRefusals", "Right refusals", Kind.RATE, each -> onlyOf(Expectation.DECLINE, each, declined(each))),
    /** Of the cases that have an answer. */
    WRONG_REFUSALS(
            "wrongRefusals", "Wrong refusals", Kind.RATE, each -> onlyOf(Expectation.ANSWER, each, declined(each))),
    /** Of the cases that can mean several things. */
    CLARIFICATIONS_DUE(
            "clarificationsDue",
            "Clarifications due",
            Kind.RATE,
            each -> onlyOf(Expectation.CLARIFY, each, askedBack(each))),
    /** Of the cases that mean one thing. */
    CLARIFICATIONS_UNDUE(
            "clarificationsUndue",
            "Clarifications undue",
            Kind.RATE,
            each -> each.expected() == Expectation.CLARIFY ? null : number(askedBack(each))),
    FAILED("failed", "Failed", Kind.RATE, each -> number(each.outcome().equals("failed"))),
    FAITHFUL(
            "faithful",
            "Faithful numbers",
            Kind.RATE,
            each -> number(each.measures().faithful())),
    TABLE_RECALL(
            "tableRecall", "Table recall", Kind.MEAN, each -> each.measures().tableRecall()),
    COLUMN_RECALL(
            "columnRecall", "Column recall", Kind.MEAN, each -> each.measures().columnRecall()),
    STRING_RECALL(
            "stringRecall", "String recall", Kind.MEAN, each -> each.measures().stringRecall()),
    NUMBER_RECALL(
            "numberRecall", "Number recall", Kind.MEAN, each -> each.measures().numberRecall()),
    ROUGE_1("rouge1", "ROUGE-1", Kind.MEAN, each -> each.measures().rouge1()),
    ROUGE_2("rouge2", "ROUGE-2", Kind.MEAN, each -> each.measures().rouge2()),
    ROUGE_L("rougeL", "ROUGE-L", Kind.MEAN, each -> each.measures().rougeL()),
    REPAIRS("repairs", "Repairs", Kind.MEAN, each -> (double) each.measures().repairs()),
    MODEL_CALLS("modelCalls", "Model calls", Kind.MEAN, each ->
            (double) each.measures().modelCalls()),
    SECONDS("seconds", "Seconds", Kind.MEAN, each -> each.measures().seconds()),
    INPUT_TOKENS("inputTokens", "Input tokens", Kind.MEAN, each ->
            (double) each.measures().inputTokens()),
    OUTPUT_TOKENS("outputTokens", "Output tokens", Kind.MEAN, each ->
            (double) each.measures().outputTokens()),
    TOKENS(
            "tokens",
            "Tokens",
            Kind.MEAN,
            each -> (double) each.measures().inputTokens() + each.measures().outputTokens()),
    COST_USD("costUsd", "Cost in USD", Kind.MEAN, each -> each.measures().costUsd());

    /** How the cases make one figure. */
    public enum Kind {
        /** The part of the cases that something is so of, 0 to 1. */
        RATE,
        /** The mean of a quantity. */
        MEAN
    }

    private final String key;
    private final String label;
    private final Kind kind;
    private final Function<CaseResult, @Nullable Double> reading;

    Metric(String key, String label, Kind kind, Function<CaseResult, @Nullable Double> reading) {
        this.key = key;
        this.label = label;
        this.kind = kind;
        this.reading = reading;
    }

    /** Its name in JSON and in tracking. */
    @JsonKey
    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /** What the case adds; 0 or 1 of a rate, {@code null} where the metric does not apply. */
    public @Nullable Double of(CaseResult result) {
        return reading.apply(result);
    }

    /** Accuracy says nothing where the case itself was broken, such as a reference that does not run. */
    private static @Nullable Double sound(CaseResult result, @Nullable Boolean value) {
        return result.error() == null ? number(value) : null;
    }

    private static @Nullable Double onlyOf(Expectation expected, CaseResult result, boolean value) {
        return result.expected() == expected ? number(value) : null;
    }

    private static boolean declined(CaseResult result) {
        return result.outcome().equals("declined");
    }

    private static boolean askedBack(CaseResult result) {
        return result.outcome().equals("clarifying_question")
                || result.measures().clarifications() > 0;
    }

    private static @Nullable Double number(@Nullable Boolean value) {
        if (value == null) {
            return null;
        }
        return value ? 1.0 : 0.0;
    }
}
