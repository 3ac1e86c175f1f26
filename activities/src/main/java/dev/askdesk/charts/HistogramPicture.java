package dev.askdesk.charts;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** How often values are of which size. */
final class HistogramPicture {
    private static final int MAX_LABELS = 18;

    private HistogramPicture() {}

    static void paint(ChartSpec spec, List<? extends List<@Nullable String>> rows, Graphics2D graphics) {
        ChartSpec.Column y = spec.y().get(0);
        List<Double> numbers = rows.stream()
                .map(row -> ColumnFacts.number(row.get(y.index())))
                .filter(Objects::nonNull)
                .toList();
        CategoryChart chart = new CategoryChartBuilder()
                .width(Look.WIDTH)
                .height(Look.HEIGHT)
                .xAxisTitle(y.name() + ", each column from the size below it")
                .yAxisTitle("rows")
                .build();
        Look.of(chart.getStyler());
        chart.getStyler()
                .setyAxisTickLabelsFormattingFunction(
                        count -> count == Math.rint(count) ? Labels.amount(count, "") : " ");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setAvailableSpaceFill(0.96);
        chart.getStyler().setXAxisMaxLabelCount(MAX_LABELS);
        List<String> labels = new ArrayList<>();
        List<Integer> heights = new ArrayList<>();
        for (Bins.Bin bin : Bins.of(numbers)) {
            labels.add(bin.label(spec.unit()));
            heights.add(bin.count());
        }
        chart.addSeries("rows", labels, heights);
        chart.paint(graphics, Look.WIDTH, Look.HEIGHT);
    }
}
