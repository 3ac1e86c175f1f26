package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two arms on the cases that both have, paired.
 *
 * @param first the arm that the other is held against
 * @param cases how many both have
 * @param firstRight cases that the first has right
 * @param secondRight cases that the second has right
 * @param onlyFirst ids that the first alone has right
 * @param onlySecond ids that the second alone has right
 * @param p of the difference in right cases
 * @param tokenDifference mean tokens of the second less those of the first
 * @param tokenP of that difference
 * @param secondsDifference mean seconds, in the same way
 * @param secondsP of that difference
 */
public record Comparison(
        String first,
        String second,
        int cases,
        int firstRight,
        int secondRight,
        List<String> onlyFirst,
        List<String> onlySecond,
        double p,
        double tokenDifference,
        double tokenP,
        double secondsDifference,
        double secondsP) {

    public static Comparison of(Report.Arm first, Report.Arm second) {
        Map<String, CaseResult> others = new HashMap<>();
        second.results().forEach(result -> others.put(result.id(), result));
        List<CaseResult> mine = new ArrayList<>();
        List<CaseResult> theirs = new ArrayList<>();
        for (CaseResult result : first.results()) {
            CaseResult other = others.get(result.id());
            if (other != null) {
                mine.add(result);
                theirs.add(other);
            }
        }
        List<String> onlyFirst = new ArrayList<>();
        List<String> onlySecond = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            boolean right = mine.get(i).measures().right();
            if (right != theirs.get(i).measures().right()) {
                (right ? onlyFirst : onlySecond).add(mine.get(i).id());
            }
        }
        double[] tokens = tokens(mine);
        double[] otherTokens = tokens(theirs);
        double[] seconds = mine.stream().mapToDouble(Summary::seconds).toArray();
        double[] otherSeconds = theirs.stream().mapToDouble(Summary::seconds).toArray();
        return new Comparison(
                first.name(),
                second.name(),
                mine.size(),
                right(mine),
                right(theirs),
                onlyFirst,
                onlySecond,
                Paired.mcNemar(onlyFirst.size(), onlySecond.size()),
                mean(otherTokens) - mean(tokens),
                Paired.meanDifference(tokens, otherTokens),
                mean(otherSeconds) - mean(seconds),
                Paired.meanDifference(seconds, otherSeconds));
    }

    private static int right(List<CaseResult> results) {
        return (int)
                results.stream().filter(result -> result.measures().right()).count();
    }

    private static double[] tokens(List<CaseResult> results) {
        return results.stream().mapToDouble(Summary::tokens).toArray();
    }

    private static double mean(double[] values) {
        return values.length == 0 ? 0 : Arrays.stream(values).average().orElse(0);
    }
}
