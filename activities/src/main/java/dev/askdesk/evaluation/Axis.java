package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear axis from 0.
 *
 * @param max the value at its end
 * @param step between ticks, in values
 * @param from where 0 is, in pixels
 * @param to where its end is, in pixels
 */
record Axis(double max, double step, double from, double to) {
    private static final int TICKS = 5;

    /** An axis that ends at a round number, at or above the largest value. */
    static Axis upTo(double largest, double from, double to) {
        double rough = (largest > 0 ? largest : 1) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double round : new double[] {5, 2, 1}) {
            step = round * power >= rough ? round * power : step;
        }
        return new Axis(Math.ceil(largest / step - 1e-9) * step, step, from, to);
    }

    /** An axis of rates. */
    static Axis ofRates(double from, double to) {
        return new Axis(1, 0.2, from, to);
    }

    double at(double value) {
        return from + (to - from) * value / max;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; i * step <= max * (1 + 1e-9); i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
