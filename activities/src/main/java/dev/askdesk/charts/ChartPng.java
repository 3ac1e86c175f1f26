package dev.askdesk.charts;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A picture {@value Look#WIDTH} points wide and at most {@value Look#HEIGHT} high. */
public final class ChartPng {
    static {
        // A worker has no screen, and must not look for one.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
    }

    private ChartPng() {}

    /** @param rows the rows that the picture was chosen for */
    public static byte[] png(ChartSpec spec, List<? extends List<@Nullable String>> rows) {
        BufferedImage image = new BufferedImage(Look.WIDTH, height(spec, rows), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            switch (spec.kind()) {
                case TIME_SERIES -> TimePicture.paint(spec, rows, graphics);
                case RANKING, SHARE -> BarsPicture.paint(spec, rows, graphics);
                case DISTRIBUTION -> HistogramPicture.paint(spec, rows, graphics);
            }
        } finally {
            graphics.dispose();
        }
        return bytes(image);
    }

    private static int height(ChartSpec spec, List<? extends List<@Nullable String>> rows) {
        return switch (spec.kind()) {
            case RANKING, SHARE -> BarsPicture.height(rows.size());
            case TIME_SERIES, DISTRIBUTION -> Look.HEIGHT;
        };
    }

    private static byte[] bytes(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
