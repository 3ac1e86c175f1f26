package dev.askdesk.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all pictures have in common. */
final class Look {
    static final int WIDTH = 1200;
    static final int HEIGHT = 700;

    /** The one family that every JDK has without a screen. */
    static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 18);

    static final Font SMALL = PLAIN.deriveFont(16f);
    static final Color INK = new Color(0x33, 0x33, 0x33);
    static final Color FAINT = new Color(0xdd, 0xdd, 0xdd);
    /** Okabe and Ito's colours, which the colour-blind tell apart; their yellow is too light for a line. */
    static final Color[] COLOURS = {
        new Color(0x00, 0x72, 0xb2),
        new Color(0xd5, 0x5e, 0x00),
        new Color(0x00, 0x9e, 0x73),
        new Color(0xcc, 0x79, 0xa7),
        new Color(0xe6, 0x9f, 0x00),
        new Color(0x56, 0xb4, 0xe9)
    };

    private static final BasicStroke LINE = new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CIRCLE
    };

    private Look() {}

    static void of(AxesChartStyler style) {
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setChartPadding(24);
        style.setChartFontColor(INK);
        style.setAxisTickLabelsFont(SMALL);
        style.setAxisTickLabelsColor(INK);
        style.setAxisTitleFont(PLAIN);
        style.setAxisTickMarksColor(FAINT);
        style.setPlotGridVerticalLinesVisible(false);
        style.setPlotGridLinesColor(FAINT);
        style.setPlotGridLinesStroke(new BasicStroke(1f));
        style.setLegendFont(SMALL);
        style.setLegendBorderColor(Color.WHITE);
        style.setSeriesColors(COLOURS);
        style.setSeriesMarkers(MARKERS);
        style.setSeriesLines(new BasicStroke[] {LINE, LINE, LINE, LINE, LINE, LINE});
        style.setMarkerSize(9);
        style.setYAxisTickMarkSpacingHint(80);
    }
}
