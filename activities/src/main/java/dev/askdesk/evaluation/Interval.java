package dev.askdesk.evaluation;

import java.util.Arrays;
import java.util.Random;

/** A 95 % confidence interval. */
public record Interval(double low, double high) {
    private static final double Z = 1.959964;
    private static final int RESAMPLES = 2_000;
    private static final long SEED = 20_240_101;

    /** Of a rate: Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for small counts too. */
    public static Interval ofRate(long successes, long n) {
        if (n == 0) {
            return new Interval(0, 1);
        }
        double rate = (double) successes / n;
        double scale = 1 + Z * Z / n;
        double centre = (rate + Z * Z / (2 * n)) / scale;
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4.0 * n * n)) / scale;
        return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
    }

    /** Of a mean: the percentile bootstrap (B. Efron, 1979), with a fixed seed so that it is the same every time. */
    public static Interval ofMean(double[] values) {
        if (values.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        Random random = new Random(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[random.nextInt(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return new Interval(means[(int) (0.025 * RESAMPLES)], means[(int) (0.975 * RESAMPLES) - 1]);
    }
}
