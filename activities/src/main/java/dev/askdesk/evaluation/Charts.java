package dev.askdesk.evaluation;

import dev.askdesk.evaluation.Report.Arm;
import dev.askdesk.evaluation.Summary.Figure;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** The plots of a report as inline SVG. Colours are classes, so that the page's style can change them in the dark. */
final class Charts {
    private static final int COLOURS = 6;
    private static final int WIDTH = 720;
    private static final int LEFT = 170;
    private static final int RIGHT = 650;
    private static final int ROW = 36;
    private static final int PLOT_HEIGHT = 260;
    private static final int NAME_LENGTH = 22;

    private final List<Arm> arms;

    Charts(Report report) {
        this.arms = report.arms();
    }

    /** The rate of right cases of each arm with its interval. */
    String accuracy() {
        Axis axis = Axis.ofRates(LEFT, RIGHT);
        StringBuilder svg = new StringBuilder(grid(axis, arms.size() * ROW, Charts::percent));
        for (int i = 0; i < arms.size(); i++) {
            Figure right = arms.get(i).summary().figure(Metric.RIGHT);
            double y = (i + 0.5) * ROW;
            svg.append(name(i, y));
            if (right != null) {
                String value = Figures.text(Metric.RIGHT, right.value());
                svg.append(group(
                                i,
                                arms.get(i).name() + ": " + value + " "
                                        + Figures.interval(Metric.RIGHT, right.low(), right.high())))
                        .append(line("whisker", axis.at(right.low()), y, axis.at(right.high()), y))
                        .append(dot(axis.at(right.value()), y, 6))
                        .append("</g>")
                        .append(label("value", RIGHT + 8, y + 4, "start", value));
            }
        }
        return figure("Right, with 95% interval", arms.size() * ROW + 30, svg);
    }

    /** The tokens of a case against the rate of right cases: cheap and good is top left. */
    String tokens() {
        double most =
                arms.stream().mapToDouble(arm -> high(arm, Metric.TOKENS)).max().orElse(0);
        Axis x = Axis.upTo(most, LEFT, RIGHT);
        Axis y = Axis.ofRates(PLOT_HEIGHT, 10);
        StringBuilder svg = new StringBuilder(grid(x, PLOT_HEIGHT, Charts::whole));
        for (double tick : y.ticks()) {
            svg.append(line("grid", LEFT, y.at(tick), RIGHT, y.at(tick)))
                    .append(label("tick", LEFT - 8, y.at(tick) + 4, "end", percent(tick)));
        }
        for (int i = 0; i < arms.size(); i++) {
            Figure tokens = arms.get(i).summary().figure(Metric.TOKENS);
            Figure right = arms.get(i).summary().figure(Metric.RIGHT);
            if (tokens != null && right != null) {
                double atX = x.at(tokens.value());
                double atY = y.at(right.value());
                svg.append(group(
                                i,
                                arms.get(i).name() + ": " + Figures.text(Metric.TOKENS, tokens.value())
                                        + " tokens a case, " + Figures.text(Metric.RIGHT, right.value()) + " right"))
                        .append(line("whisker", x.at(tokens.low()), atY, x.at(tokens.high()), atY))
                        .append(line("whisker", atX, y.at(right.low()), atX, y.at(right.high())))
                        .append(dot(atX, atY, 6))
                        .append("</g>");
            }
        }
        return figure("Tokens a case against right", PLOT_HEIGHT + 30, svg) + legend();
    }

    /** Every case's seconds, with the middle half as a box and the median as a line. */
    String latency() {
        double longest = arms.stream()
                .flatMap(arm -> arm.results().stream())
                .mapToDouble(each -> each.measures().seconds())
                .max()
                .orElse(0);
        Axis axis = Axis.upTo(longest, LEFT, RIGHT);
        StringBuilder svg = new StringBuilder(grid(axis, arms.size() * ROW, value -> number(value) + " s"));
        for (int i = 0; i < arms.size(); i++) {
            double y = (i + 0.5) * ROW;
            svg.append(name(i, y));
            double[] seconds = arms.get(i).results().stream()
                    .mapToDouble(each -> each.measures().seconds())
                    .toArray();
            if (seconds.length > 0) {
                svg.append(box(i, axis, y, seconds));
            }
        }
        return figure("Seconds of each case: box of the middle half, line at the median", arms.size() * ROW + 30, svg);
    }

    private String box(int arm, Axis axis, double y, double[] seconds) {
        double low = axis.at(Interval.quantile(seconds, 0.25));
        double high = axis.at(Interval.quantile(seconds, 0.75));
        double median = Interval.quantile(seconds, 0.5);
        StringBuilder svg = new StringBuilder(
                group(arm, arms.get(arm).name() + ": median " + Figures.text(Metric.SECONDS, median)));
        svg.append("<rect class=\"box\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"20\"/>"
                .formatted(number(low), number(y - 10), number(high - low)));
        for (double each : seconds) {
            svg.append(line("case", axis.at(each), y - 6, axis.at(each), y + 6));
        }
        return svg.append(line("median", axis.at(median), y - 13, axis.at(median), y + 13))
                .append("</g>")
                .toString();
    }

    private String legend() {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < arms.size(); i++) {
            html.append("<li class=\"arm%d\">%s</li>"
                    .formatted(i % COLOURS, Html.text(arms.get(i).name())));
        }
        return html.append("</ul>\n").toString();
    }

    private String name(int arm, double y) {
        String name = arms.get(arm).name();
        String shown = name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH - 1) + "…";
        return label("name", LEFT - 12, y + 4, "end", shown);
    }

    private static double high(Arm arm, Metric metric) {
        Figure figure = arm.summary().figure(metric);
        return figure == null ? 0 : figure.high();
    }

    private static String grid(Axis axis, double height, DoubleFunction<String> label) {
        StringBuilder svg = new StringBuilder();
        for (double tick : axis.ticks()) {
            svg.append(line("grid", axis.at(tick), 0, axis.at(tick), height))
                    .append(label("tick", axis.at(tick), height + 18, "middle", label.apply(tick)));
        }
        return svg.toString();
    }

    private static String figure(String caption, double height, CharSequence svg) {
        return "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %s\" role=\"img\" aria-label=\"%s\">%s</svg></figure>\n"
                .formatted(caption, WIDTH, number(height), caption, svg);
    }

    private static String group(int arm, String title) {
        return "<g class=\"arm%d\"><title>%s</title>".formatted(arm % COLOURS, Html.text(title));
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, number(x1), number(y1), number(x2), number(y2));
    }

    private static String dot(double x, double y, int radius) {
        return "<circle cx=\"%s\" cy=\"%s\" r=\"%d\"/>".formatted(number(x), number(y), radius);
    }

    private static String label(String style, double x, double y, String anchor, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(style, number(x), number(y), anchor, Html.text(text));
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Up to two places, without trailing zeros; a point whatever the machine's language. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }
}
