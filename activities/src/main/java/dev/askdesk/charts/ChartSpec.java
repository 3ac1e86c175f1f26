package dev.askdesk.charts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which picture shows a result.
 *
 * @param x what the values belong to: the time of a time series, the label of a ranking or share; {@code null} for a
 *     distribution
 * @param y the values; several only in a time series without series column
 * @param series whose values make a line each; {@code null} where each of {@code y} is one
 * @param unit {@code $}, {@code €}, {@code £}, {@code %}, {@code x}, or nothing where it is not known
 */
public record ChartSpec(
        Kind kind,
        @Nullable Column x,
        List<Column> y,
        @Nullable Column series,
        String unit) {

    /** What is to be seen. */
    public enum Kind {
        /** How values change. */
        TIME_SERIES,
        /** Which values are large and which small. */
        RANKING,
        /** The parts of a whole. */
        SHARE,
        /** How often values are of which size. */
        DISTRIBUTION
    }

    /**
     * @param index the position in a row; names need not be unique
     * @param name as people read it
     */
    public record Column(int index, String name) {}

    public ChartSpec {
        y = List.copyOf(y);
        if (y.isEmpty() || (x == null) != (kind == Kind.DISTRIBUTION)) {
            throw new IllegalArgumentException(kind + " of " + x + " and " + y);
        }
    }

    /** A picture in one line of words, for who does not see it. */
    public String inWords() {
        String values = String.join(", ", y.stream().map(Column::name).toList());
        String by = x == null ? "" : " by " + x.name() + (series == null ? "" : " and " + series.name());
        return switch (kind) {
            case TIME_SERIES -> "Line or column chart of " + values + by;
            case RANKING -> "Bar chart of " + values + by + ", largest first";
            case SHARE -> "Bar chart of the shares of " + values + by;
            case DISTRIBUTION -> "Histogram of " + values;
        };
    }
}
