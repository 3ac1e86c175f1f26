package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Two arms over the same cases: what one gets right and the other does not, and how their means differ. Cases that only
 * one arm has, or that were broken themselves, are left out.
 *
 * @param first name of the arm that is compared with
 * @param second name of the arm that is compared
 * @param cases that both arms have
 * @param bothRight cases that both got right
 * @param onlyFirst ids of the cases that only the first got right
 * @param onlySecond ids of the cases that only the second got right
 * @param mcNemarP two-sided exact McNemar p-value of those two counts: how likely so uneven a split is between equals
 * @param differences second less first, by metric; one that applies to no common case is absent
 */
public record Paired(
        String first,
        String second,
        int cases,
        int bothRight,
        List<String> onlyFirst,
        List<String> onlySecond,
        double mcNemarP,
        Map<Metric, Difference> differences) {
    /**
     * The mean difference of one metric over common cases, second less first.
     *
     * @param count cases that the metric applies to under both arms
     * @param value the mean difference
     * @param low lower end of its 95% bootstrap interval
     * @param high upper end
     * @param p two-sided p-value of a paired permutation test
     */
    public record Difference(int count, double value, double low, double high, double p) {}

    /** Up to here every assignment of signs is counted, 16384 of them; beyond, as many are drawn. */
    private static final int COUNTED_AT_MOST = 14;

    private static final int DRAWN = 10_000;
    private static final long SEED = 20240630L;

    public Paired {
        onlyFirst = List.copyOf(onlyFirst);
        onlySecond = List.copyOf(onlySecond);
    }

    /** Compares the results of two arms, matched by the case's id. */
    public static Paired of(
            String first, List<CaseResult> firstResults, String second, List<CaseResult> secondResults) {
        Map<String, CaseResult> byId = new LinkedHashMap<>();
        firstResults.stream().filter(each -> each.error() == null).forEach(each -> byId.put(each.id(), each));
        List<CaseResult> a = new ArrayList<>();
        List<CaseResult> b = new ArrayList<>();
        for (CaseResult other : secondResults) {
            CaseResult one = other.error() == null ? byId.remove(other.id()) : null;
            if (one != null) {
                a.add(one);
                b.add(other);
            }
        }
        List<String> onlyFirst = wins(a, b);
        List<String> onlySecond = wins(b, a);
        int right = (int) a.stream().filter(each -> each.measures().right()).count();
        return new Paired(
                first,
                second,
                a.size(),
                right - onlyFirst.size(),
                onlyFirst,
                onlySecond,
                mcNemar(onlyFirst.size(), onlySecond.size()),
                differences(a, b));
    }

    /** How many cases neither arm got right. */
    public int bothWrong() {
        return cases - bothRight - onlyFirst.size() - onlySecond.size();
    }

    /** Q. McNemar, 1947, exact: twice the smaller tail of a binomial distribution with a chance of one half. */
    static double mcNemar(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        double tail = 0;
        // Logarithms, since 0.5 to the power of n is 0 for a double from n = 1075 on.
        double log = -n * Math.log(2);
        for (int k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
            tail += Math.exp(log);
            log += Math.log((n - k) / (k + 1.0));
        }
        return Math.min(1, 2 * tail);
    }

    /** The part of all assignments of signs whose sum is at least as far from 0 as the one that was seen. */
    static double permutation(double... differences) {
        double seen = Math.abs(sum(differences, () -> -1)) * (1 - 1e-12);
        int asFar = 0;
        if (differences.length <= COUNTED_AT_MOST) {
            int all = 1 << differences.length;
            for (int i = 0; i < all; i++) {
                long signs = i;
                asFar += Math.abs(sum(differences, () -> signs)) >= seen ? 1 : 0;
            }
            return (double) asFar / all;
        }
        Random random = new Random(SEED);
        for (int i = 0; i < DRAWN; i++) {
            asFar += Math.abs(sum(differences, random::nextLong)) >= seen ? 1 : 0;
        }
        return (asFar + 1.0) / (DRAWN + 1.0);
    }

    /** The sum with a sign for each: a bit of the given numbers, 64 at a time. */
    private static double sum(double[] differences, LongSupplier signs) {
        double sum = 0;
        long bits = 0;
        for (int i = 0; i < differences.length; i++) {
            bits = i % Long.SIZE == 0 ? signs.getAsLong() : bits >>> 1;
            sum += (bits & 1) == 1 ? differences[i] : -differences[i];
        }
        return sum;
    }

    private static List<String> wins(List<CaseResult> a, List<CaseResult> b) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).measures().right() && !b.get(i).measures().right()) {
                ids.add(a.get(i).id());
            }
        }
        return ids;
    }

    private static Map<Metric, Difference> differences(List<CaseResult> a, List<CaseResult> b) {
        Map<Metric, Difference> differences = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            List<Double> found = new ArrayList<>();
            for (int i = 0; i < a.size(); i++) {
                Double one = metric.of(a.get(i));
                Double other = metric.of(b.get(i));
                if (one != null && other != null) {
                    found.add(other - one);
                }
            }
            if (!found.isEmpty()) {
                double[] values =
                        found.stream().mapToDouble(Double::doubleValue).toArray();
                Interval mean = Interval.ofMean(values);
                differences.put(
                        metric,
                        new Difference(values.length, mean.value(), mean.low(), mean.high(), permutation(values)));
            }
        }
        return differences;
    }
}
