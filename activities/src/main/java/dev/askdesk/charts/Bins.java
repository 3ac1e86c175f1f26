package dev.askdesk.charts;

import java.util.ArrayList;
import java.util.List;

/** Numbers counted by size, in steps that people count in. */
final class Bins {
    private static final int ABOUT = 14;
    /** How many times the width of the middle half a number may lie outside it before it goes into a bin without end. */
    private static final double FAR = 4;

    /**
     * @param from the least, minus infinity in a bin without end
     * @param to what is larger than all, plus infinity in a bin without end
     */
    record Bin(double from, double to, int count) {
        /** A bin is called by where it begins: there is no room for more. */
        String label(String unit) {
            if (Double.isInfinite(from)) {
                return "< " + Labels.amount(to, unit);
            }
            return Double.isInfinite(to) ? "≥ " + Labels.amount(from, unit) : Labels.amount(from, unit);
        }
    }

    private Bins() {}

    static List<Bin> of(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        double quarter = sorted.get(sorted.size() / 4);
        double threeQuarters = sorted.get(sorted.size() * 3 / 4);
        double reach = (threeQuarters - quarter) * FAR;
        double least = sorted.get(0);
        double largest = sorted.get(sorted.size() - 1);
        double low = reach > 0 ? Math.max(least, quarter - reach) : least;
        double high = reach > 0 ? Math.min(largest, threeQuarters + reach) : largest;
        double step = step((high - low) / ABOUT);
        long first = (long) Math.floor(low / step);
        long last = (long) Math.floor(high / step);
        List<Bin> bins = new ArrayList<>();
        if (least < first * step) {
            bins.add(bin(sorted, Double.NEGATIVE_INFINITY, first * step));
        }
        for (long i = first; i <= last; i++) {
            bins.add(bin(sorted, i * step, (i + 1) * step));
        }
        if (largest >= (last + 1) * step) {
            bins.add(bin(sorted, (last + 1) * step, Double.POSITIVE_INFINITY));
        }
        return bins;
    }

    private static Bin bin(List<Double> numbers, double from, double to) {
        long count =
                numbers.stream().filter(number -> number >= from && number < to).count();
        return new Bin(from, to, (int) count);
    }

    /** 1, 2, 2.5 or 5 times a power of ten. */
    static double step(double rough) {
        if (rough <= 0) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 2.5 ? 2.5 : digit <= 5 ? 5 : 10);
    }
}
