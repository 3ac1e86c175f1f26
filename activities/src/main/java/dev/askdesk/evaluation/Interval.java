package dev.askdesk.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * A measured figure and the 95% confidence interval around it.
 *
 * @param value the rate or mean that was measured
 * @param low lower end, never above the value
 * @param high upper end, never below the value
 */
public record Interval(double value, double low, double high) {
    /** The 97.5% quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int RESAMPLES = 2000;

    /** Any number does; a fixed one gives the same report for the same results. */
    private static final long SEED = 20240630L;

    /**
     * Wilson's score interval of a rate (E. B. Wilson, 1927): it holds for few cases and for rates of 0 and 1 too, where
     * the textbook's normal interval has no width.
     *
     * @param n at least 1
     */
    public static Interval ofRate(int successes, int n) {
        if (n < 1 || successes < 0 || successes > n) {
            throw new IllegalArgumentException(successes + " of " + n + " is no rate");
        }
        double rate = (double) successes / n;
        double scale = 1 + Z * Z / n;
        double centre = (rate + Z * Z / (2 * n)) / scale;
        double reach = Z / scale * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4.0 * n * n));
        return new Interval(
                rate, Math.max(0, Math.min(rate, centre - reach)), Math.min(1, Math.max(rate, centre + reach)));
    }

    /**
     * The percentile bootstrap of a mean (B. Efron, 1979): nothing is assumed of how latency or tokens are distributed.
     *
     * @param values at least one
     */
    public static Interval ofMean(double... values) {
        double mean = Arrays.stream(values).average().orElseThrow(() -> new IllegalArgumentException("no values"));
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int drawn = 0; drawn < values.length; drawn++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        return new Interval(mean, Math.min(mean, quantile(means, 0.025)), Math.max(mean, quantile(means, 0.975)));
    }

    /**
     * The value below which a part of the values lies, linear between neighbours.
     *
     * @param part 0 to 1; 0.5 is the median
     */
    static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = part * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
