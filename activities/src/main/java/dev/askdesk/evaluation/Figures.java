package dev.askdesk.evaluation;

import java.util.Locale;

/** How figures are written for people: a rate in percent, tokens in whole thousands-grouped numbers. */
final class Figures {
    private Figures() {}

    /** Such as {@code 72.6%}, {@code 0.873}, {@code 3.21 s}, {@code 1,234}, {@code $0.0123}. */
    static String text(Metric metric, double value) {
        return switch (metric) {
            case SECONDS -> format("%.2f s", value);
            case INPUT_TOKENS, OUTPUT_TOKENS, TOKENS -> format("%,.0f", value);
            case COST_USD -> format("$%.4f", value);
            case REPAIRS, MODEL_CALLS -> format("%.2f", value);
            default -> metric.kind() == Metric.Kind.RATE ? format("%.1f%%", 100 * value) : format("%.3f", value);
        };
    }

    /** The 95% interval in brackets, without a unit: the figure before it has one. */
    static String interval(Metric metric, double low, double high) {
        return "[" + bare(metric, low) + ", " + bare(metric, high) + "]";
    }

    /** A difference with its sign; between rates in points, since a percentage of a percentage misleads. */
    static String difference(Metric metric, double value) {
        String size = metric.kind() == Metric.Kind.RATE
                ? format("%.1f points", 100 * Math.abs(value))
                : text(metric, Math.abs(value));
        boolean isNothing = size.chars().noneMatch(c -> c >= '1' && c <= '9');
        return isNothing ? size : (value < 0 ? "−" : "+") + size;
    }

    /** A p-value; very small ones only as that, since their digits say nothing. */
    static String p(double p) {
        return p < 0.001 ? "< 0.001" : format("%.3f", p);
    }

    /** A price of many cases. */
    static String usd(double value) {
        return format("$%.2f", value);
    }

    private static String bare(Metric metric, double value) {
        String text = text(metric, Math.abs(value)).replaceAll("[$%s ]", "");
        return (value < 0 ? "−" : "") + text;
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
