package dev.askdesk.charts;

import java.awt.Graphics2D;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How values change: columns for a few periods of one series, lines otherwise. */
final class TimePicture {
    private static final int MAX_COLUMNS = 24;
    private static final int MAX_LABELS = 12;
    /** With more periods, those without any value are left out: the axis would be all gaps. */
    private static final int MAX_PERIODS = 600;
    /** More points than that run into each other. */
    private static final int MAX_MARKERS = 60;

    /** Letters for which there is room in a row below the picture. */
    private static final int MAX_LEGEND = 90;

    private final ChartSpec spec;
    private final TimeScale scale;
    private final TreeSet<Long> points = new TreeSet<>();
    private final Map<String, TreeMap<Long, Double>> series = new LinkedHashMap<>();

    private TimePicture(ChartSpec spec, List<? extends List<@Nullable String>> rows, int x) {
        this.spec = spec;
        List<@Nullable String> times = new ArrayList<>();
        rows.forEach(row -> times.add(row.get(x)));
        this.scale = TimeScale.of(times).orElse(TimeScale.MOMENT);
        for (List<@Nullable String> row : rows) {
            String time = row.get(x);
            Long at = time == null ? null : scale.at(time);
            if (at != null) {
                points.add(at);
                add(at, row);
            }
        }
    }

    static void paint(ChartSpec spec, List<? extends List<@Nullable String>> rows, Graphics2D graphics) {
        ChartSpec.Column x = Optional.ofNullable(spec.x()).orElseThrow();
        TimePicture picture = new TimePicture(spec, rows, x.index());
        if (picture.scale == TimeScale.MOMENT) {
            picture.moments().paint(graphics, Look.WIDTH, Look.HEIGHT);
        } else {
            picture.periods().paint(graphics, Look.WIDTH, Look.HEIGHT);
        }
    }

    private void add(long at, List<@Nullable String> row) {
        for (ChartSpec.Column y : spec.y()) {
            String label =
                    spec.series() == null ? y.name() : row.get(spec.series().index());
            Double value = ColumnFacts.number(row.get(y.index()));
            if (value != null) {
                series.computeIfAbsent(label == null ? "" : label, any -> new TreeMap<>())
                        .put(at, value);
            }
        }
    }

    private CategoryChart periods() {
        boolean columns = series.size() == 1 && axis().size() <= MAX_COLUMNS;
        CategoryChart chart = new CategoryChartBuilder()
                .width(Look.WIDTH)
                .height(Look.HEIGHT)
                .yAxisTitle(title())
                .build();
        style(chart.getStyler());
        chart.getStyler()
                .setDefaultSeriesRenderStyle(columns ? CategorySeriesRenderStyle.Bar : CategorySeriesRenderStyle.Line);
        chart.getStyler().setAvailableSpaceFill(0.7);
        // Else lines stand beside each other like columns, each a bit off its period.
        chart.getStyler().setOverlapped(true);
        List<Long> axis = axis();
        long every = scale.labelEvery(axis.size(), MAX_LABELS);
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < axis.size(); i++) {
            boolean labelled = (isEven(axis) ? axis.get(i) : i) % every == 0;
            labels.add(labelled ? scale.label(axis.get(i)) : " ");
        }
        legends().forEach((legend, values) -> {
            List<@Nullable Double> heights = new ArrayList<>();
            axis.forEach(at -> heights.add(values.get(at)));
            chart.addSeries(legend, labels, heights);
        });
        return chart;
    }

    private XYChart moments() {
        XYChart chart = new XYChartBuilder()
                .width(Look.WIDTH)
                .height(Look.HEIGHT)
                .yAxisTitle(title())
                .build();
        style(chart.getStyler());
        chart.getStyler().setTimezone(TimeZone.getTimeZone("UTC"));
        chart.getStyler().setXAxisTickMarkSpacingHint(120);
        legends().forEach((legend, values) -> {
            List<Date> dates = new ArrayList<>();
            values.keySet().forEach(at -> dates.add(Date.from(Instant.ofEpochSecond(at))));
            chart.addSeries(legend, dates, new ArrayList<>(values.values()));
        });
        if (points.size() > MAX_MARKERS) {
            chart.getSeriesMap().values().forEach(line -> line.setMarker(SeriesMarkers.NONE));
        }
        return chart;
    }

    /** Every period from the first to the last, so that a gap in time is a gap in the picture. */
    private List<Long> axis() {
        long first = points.first();
        long last = points.last();
        return last - first >= MAX_PERIODS
                ? List.copyOf(points)
                : LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static boolean isEven(List<Long> axis) {
        return axis.get(axis.size() - 1) - axis.get(0) == axis.size() - 1;
    }

    private void style(AxesChartStyler style) {
        Look.of(style);
        legend(style);
        double lowest = series.values().stream()
                .flatMap(values -> values.values().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        double highest = series.values().stream()
                .flatMap(values -> values.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        // Values close to each other would have the same label with three digits.
        int digits = highest - lowest < Math.abs(highest) / 20 ? 6 : 3;
        style.setyAxisTickLabelsFormattingFunction(number -> Labels.amount(number, spec.unit(), digits));
        // A line far above zero may leave it out; one that comes near it must not hide it.
        if (lowest >= 0 && lowest < highest * 0.6) {
            style.setYAxisMin(0.0);
        } else if (lowest < 0) {
            // Else the lines of the grid stand at odd numbers, none of them at zero.
            double step = Bins.step((Math.max(0, highest) - lowest) / 10);
            style.setYAxisMin(Math.floor(lowest / step) * step);
            style.setYAxisMax(Math.ceil(Math.max(0, highest) / step) * step);
        }
    }

    /** Long names have no room beside each other. */
    private void legend(AxesChartStyler style) {
        style.setLegendVisible(series.size() > 1);
        int letters = legends().keySet().stream().mapToInt(String::length).sum();
        boolean beside = letters + 6 * series.size() > MAX_LEGEND;
        style.setLegendPosition(beside ? LegendPosition.OutsideE : LegendPosition.OutsideS);
        style.setLegendLayout(beside ? LegendLayout.Vertical : LegendLayout.Horizontal);
    }

    private String title() {
        return spec.y().size() == 1 ? spec.y().get(0).name() : "";
    }

    /** The series by names short enough for a legend, each another one. */
    private Map<String, TreeMap<Long, Double>> legends() {
        Map<String, TreeMap<Long, Double>> legends = new LinkedHashMap<>();
        series.forEach((name, values) -> {
            String legend = Labels.shortened(name, 24);
            legends.put(legends.containsKey(legend) ? legend + " (" + (legends.size() + 1) + ")" : legend, values);
        });
        return legends;
    }
}
