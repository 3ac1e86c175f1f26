package dev.askdesk.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bars from left to right, the largest first, each with its name and its value: no axis has to be read. */
final class BarsPicture {
    private static final int MARGIN = 32;
    private static final int GAP = 14;
    private static final int MAX_BAR = 52;
    private static final double PITCH = 80;
    private static final int MAX_NAME = 40;
    private static final int WIDEST_NAME = 400;
    private static final int TITLE = 44;

    /** @param text the value, as it is written at the bar */
    private record Bar(String name, double value, String text) {}

    private final List<Bar> bars = new ArrayList<>();
    private final Graphics2D graphics;
    private final FontMetrics letters;

    private BarsPicture(ChartSpec spec, List<? extends List<@Nullable String>> rows, Graphics2D graphics) {
        this.graphics = graphics;
        int label = Optional.ofNullable(spec.x()).orElseThrow().index();
        int value = spec.y().get(0).index();
        double sum = 0;
        for (List<@Nullable String> row : rows) {
            Double number = ColumnFacts.number(row.get(value));
            sum += number == null ? 0 : number;
        }
        for (List<@Nullable String> row : rows) {
            Double number = ColumnFacts.number(row.get(value));
            if (number != null) {
                String name =
                        Labels.shortened(Optional.ofNullable(row.get(label)).orElse(""), MAX_NAME);
                bars.add(new Bar(name, number, text(spec, number, sum)));
            }
        }
        bars.sort(Comparator.comparingDouble(Bar::value).reversed());
        graphics.setFont(bars.size() > 15 ? Look.SMALL : Look.PLAIN);
        this.letters = graphics.getFontMetrics();
    }

    /** No higher than its bars need. */
    static int height(int bars) {
        return (int) Math.min(Look.HEIGHT, Math.ceil(2.0 * MARGIN + TITLE + bars * PITCH));
    }

    static void paint(ChartSpec spec, List<? extends List<@Nullable String>> rows, Graphics2D graphics) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, Look.WIDTH, Look.HEIGHT);
        new BarsPicture(spec, rows, graphics).paint(spec.y().get(0).name());
    }

    private static String text(ChartSpec spec, double number, double sum) {
        String amount = Labels.amount(number, spec.unit());
        boolean part = spec.kind() == ChartSpec.Kind.SHARE && Math.abs(sum - 100) > 1;
        if (!part) {
            return amount;
        }
        String percent = Labels.amount(Math.round(number / sum * 1_000) / 10.0, "%");
        return Math.abs(sum - 1) <= 0.01 ? percent : percent + "  (" + amount + ")";
    }

    private void paint(String title) {
        int names = widest(bars.stream().map(bar -> fitting(bar.name())).toList());
        int texts = widest(bars.stream().map(Bar::text).toList());
        double least = bars.stream().mapToDouble(Bar::value).min().orElse(0);
        double low = Math.min(0, least);
        double high = Math.max(0, bars.get(0).value());
        int left = MARGIN + names + GAP + (low < 0 ? texts + GAP : 0);
        int right = Look.WIDTH - MARGIN - (high > 0 ? texts + GAP : 0);
        double scale = (right - left) / (high - low);
        int zero = left + (int) Math.round(-low * scale);
        graphics.setColor(Look.INK);
        graphics.drawString(title, MARGIN, MARGIN + letters.getAscent());
        double slot = (Look.HEIGHT - 2.0 * MARGIN - TITLE) / bars.size();
        int thickness = (int) Math.min(MAX_BAR, slot * 0.72);
        double pitch = Math.min(slot, PITCH);
        for (int i = 0; i < bars.size(); i++) {
            int middle = (int) Math.round(MARGIN + TITLE + pitch * (i + 0.5));
            bar(bars.get(i), middle, thickness, zero, scale);
        }
        int end = (int) Math.round(MARGIN + TITLE + pitch * bars.size());
        graphics.setColor(Look.INK);
        graphics.setStroke(new BasicStroke(1f));
        graphics.drawLine(zero, MARGIN + TITLE, zero, end);
    }

    private void bar(Bar bar, int middle, int thickness, int zero, double scale) {
        int length = (int) Math.max(1, Math.round(Math.abs(bar.value()) * scale));
        boolean negative = bar.value() < 0;
        graphics.setColor(negative ? Look.COLOURS[1] : Look.COLOURS[0]);
        if (bar.value() != 0) {
            graphics.fillRect(negative ? zero - length : zero, middle - thickness / 2, length, thickness);
        }
        int base = middle + (letters.getAscent() - letters.getDescent()) / 2;
        graphics.setColor(Look.INK);
        graphics.drawString(fitting(bar.name()), MARGIN, base);
        int at = negative ? zero - length - GAP / 2 - letters.stringWidth(bar.text()) : zero + length + GAP / 2;
        graphics.drawString(bar.text(), bar.value() == 0 ? zero + GAP / 2 : at, base);
    }

    /** Letters differ in width, and the bars need room. */
    private String fitting(String name) {
        String fitting = name;
        for (int max = MAX_NAME - 1; max > 1 && letters.stringWidth(fitting) > WIDEST_NAME; max--) {
            fitting = Labels.shortened(name, max);
        }
        return fitting;
    }

    private int widest(List<String> texts) {
        return texts.stream().mapToInt(letters::stringWidth).max().orElse(0);
    }
}
