package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Results as a run could give them, the same ones every time. */
final class SampleResults {
    private static final List<String> SUBJECTS = List.of(
            "invested in Northwind Labs", "held in biotechnology", "committed by pension funds", "valued above cost");

    private SampleResults() {}

    /** Measures of a case that is right or wrong, with nothing that does not apply to every case. */
    static Measures measures(boolean right, double seconds) {
        return new Measures(
                right, null, null, null, null, null, null, null, null, null, null, 0, 0, 1, seconds, 1000, 100, 0);
    }

    static CaseResult result(String id, String arm, Expectation expected, String outcome, Measures measures) {
        return result(id, arm, expected, outcome, null, measures);
    }

    static CaseResult result(
            String id, String arm, Expectation expected, String outcome, @Nullable String error, Measures measures) {
        return new CaseResult(
                id,
                arm,
                "fund",
                "How much?",
                expected,
                outcome,
                null,
                "",
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                null,
                null,
                null,
                error,
                measures);
    }

    /** An arm that gets about the given part of the cases right, at about the given tokens a case. */
    static List<CaseResult> arm(String name, int cases, double accuracy, int tokens) {
        Random random = new Random(name.hashCode());
        List<CaseResult> results = new ArrayList<>();
        for (int i = 0; i < cases; i++) {
            results.add(one(name, i, random.nextDouble() < accuracy, tokens, random));
        }
        return results;
    }

    private static CaseResult one(String arm, int i, boolean right, int tokens, Random random) {
        Expectation expected =
                i % 10 == 8 ? Expectation.DECLINE : i % 10 == 9 ? Expectation.CLARIFY : Expectation.ANSWER;
        String outcome = outcome(expected, right, random);
        boolean answered = outcome.equals("answer");
        boolean answer = expected == Expectation.ANSWER;
        String sql =
                "SELECT f.name, sum(d.amount) AS total\nFROM deals d JOIN funds f ON f.id = d.fund_id\nWHERE d.year = "
                        + (2015 + i % 9) + "\nGROUP BY f.name";
        Double recall = answered ? (right ? 1.0 : random.nextInt(5) / 4.0) : null;
        Measures measures = new Measures(
                right,
                answer ? right && i % 7 != 0 : null,
                answer ? right : null,
                answer ? recall : null,
                answer ? recall : null,
                answer && i % 3 == 0 ? recall : null,
                answer ? recall : null,
                answered && i % 2 == 0 ? 0.4 + random.nextDouble() / 2 : null,
                answered && i % 2 == 0 ? 0.2 + random.nextDouble() / 3 : null,
                answered && i % 2 == 0 ? 0.3 + random.nextDouble() / 2 : null,
                answered ? (right || i % 4 > 0) : null,
                outcome.equals("clarifying_question") ? 1 : 0,
                right ? i % 2 : i % 4,
                2 + i % 3,
                Math.exp(1 + random.nextGaussian() / 2),
                tokens + random.nextInt(tokens),
                60 + random.nextInt(200),
                tokens * 2e-6);
        return new CaseResult(
                "q%02d".formatted(i + 1),
                arm,
                List.of("fund", "chinook", "sales").get(i % 3),
                "How much was " + SUBJECTS.get(i % SUBJECTS.size()) + " in " + (2015 + i % 9) + "?",
                expected,
                outcome,
                outcome.equals("answer") || outcome.equals("failed") ? sql : null,
                answered ? "In total 12,500,000 USD, of which Fund II has 7.5 million." : "Which fund do you mean?",
                outcome.equals("failed") ? "UNKNOWN_COLUMN: there is no column year" : null,
                answered ? List.of("name", "total") : List.of(),
                answered
                        ? List.of(List.of("Fund II", "7500000.00"), List.of("Fund III", right ? "5000000.00" : "4"))
                        : List.of(),
                answer ? sql.replace("deals d", "investments d") : null,
                answer ? List.of(List.of("Fund II", "7500000.00"), List.of("Fund III", "5000000.00")) : List.of(),
                answer ? "12.5 million dollars were invested, 7.5 of them by Fund II." : null,
                "ask/evaluation/" + i,
                "http://localhost:8233/namespaces/default/workflows/ask%2Fevaluation%2F" + i,
                null,
                measures);
    }

    private static String outcome(Expectation expected, boolean right, Random random) {
        if (right) {
            return switch (expected) {
                case ANSWER -> "answer";
                case DECLINE -> "declined";
                case CLARIFY -> "clarifying_question";
            };
        }
        if (expected != Expectation.ANSWER) {
            return "answer";
        }
        return List.of("answer", "answer", "failed", "declined", "clarifying_question")
                .get(random.nextInt(5));
    }
}
