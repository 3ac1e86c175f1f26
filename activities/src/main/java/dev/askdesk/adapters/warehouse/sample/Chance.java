package dev.askdesk.adapters.warehouse.sample;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Seeded chance: the same seed gives the same draws on every machine and Java version. */
final class Chance {
    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    int whole(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** The index drawn by the given weights. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** Dollars as the database keeps them. */
    static BigDecimal money(double amount) {
        return BigDecimal.valueOf(Math.round(amount * 100), 2);
    }

    /** The amount rounded to a multiple of {@code step}, at least one step. */
    static double rounded(double amount, double step) {
        return Math.max(1, Math.round(amount / step)) * step;
    }

    /** The day itself, or the Friday before a weekend. */
    static LocalDate workday(LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
            return day.minusDays(1);
        }
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.minusDays(2) : day;
    }
}
