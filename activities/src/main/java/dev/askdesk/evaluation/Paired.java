package dev.askdesk.evaluation;

import java.util.Random;

/** Whether two arms differ on the same cases by more than chance: two-sided p-values. */
public final class Paired {
    private static final int SHUFFLES = 10_000;
    private static final long SEED = 20_240_101;

    private Paired() {}

    /**
     * Of right and wrong: McNemar's exact test (Q. McNemar, Psychometrika 12, 1947), binomial over the cases on which the
     * two differ.
     *
     * @param onlyFirst cases that the first alone has right
     * @param onlySecond cases that the second alone has right
     */
    public static double mcNemar(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        if (n == 0) {
            return 1;
        }
        double sum = 0;
        double logHalf = n * Math.log(0.5);
        double logChoose = 0;
        for (int k = 0; k <= Math.min(onlyFirst, onlySecond); k++) {
            sum += Math.exp(logChoose + logHalf);
            logChoose += Math.log(n - k) - Math.log(k + 1);
        }
        return Math.min(1, 2 * sum);
    }

    /** Of means: the sign-flip permutation test of the differences, with a fixed seed. */
    public static double meanDifference(double[] first, double[] second) {
        double[] differences = new double[first.length];
        double observed = 0;
        for (int i = 0; i < first.length; i++) {
            differences[i] = first[i] - second[i];
            observed += differences[i];
        }
        Random random = new Random(SEED);
        int extreme = 0;
        for (int i = 0; i < SHUFFLES; i++) {
            double sum = 0;
            for (double difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            if (Math.abs(sum) >= Math.abs(observed) - 1e-12) {
                extreme++;
            }
        }
        return (extreme + 1.0) / (SHUFFLES + 1);
    }
}
