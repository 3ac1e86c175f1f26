package dev.askdesk.adapters.slack;

import java.util.Locale;

/** Why there is no answer, for a person who knows nothing of the machine. */
final class FailureWords {
    private FailureWords() {}

    static String of(String reason) {
        return switch (reason) {
            case "SYNTAX", "UNKNOWN_TABLE", "UNKNOWN_COLUMN", "UNKNOWN_FUNCTION", "AMBIGUOUS_COLUMN", "TYPE_MISMATCH" ->
                "no query for it could be made to run";
            case "TIMEOUT" -> "it took too long";
            case "TOO_LARGE" -> "it reads more data than the limits allow";
            case "UNKNOWN_VALUE" -> "the data has no such name or value";
            case "ALL_NULL" -> "the data has nothing about it";
            case "FORBIDDEN" -> "the query for it is of a kind that is not allowed";
            case "PERMISSION" -> "you may not see the data that it needs";
            case "UNREADABLE_REPLY" -> "the model's reply could not be read";
            case "INCOMPLETE" -> "the query left out a part of the question";
            case "ENGINE" -> "the warehouse refused the query";
            case "BUDGET_EXCEEDED" -> "the budget for models is spent";
            case "MODEL_UNAVAILABLE", "MODEL_RATE_LIMITED" -> "the model does not answer at the moment";
            case "WAREHOUSE_UNAVAILABLE", "WAREHOUSE_RATE_LIMITED" -> "the warehouse does not answer at the moment";
            case "WAREHOUSE_BUDGET" -> "your time on the warehouse is used up for today";
            case "RESULTS_UNAVAILABLE", "RESULTS_REQUEST" -> "its rows could not be kept";
            case "RESULT_MISSING" -> "the rows are not kept any more";
            case "INTERNAL" -> "something in the machine broke";
            default -> Lengths.cut(reason.toLowerCase(Locale.ROOT).replace('_', ' '), 100);
        };
    }
}
