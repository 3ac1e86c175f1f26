package dev.askdesk.databricksdouble;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as the texts of JSON_ARRAY. */
final class Cells {

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 3, 6, true)
            .toFormatter();
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendOffset("+HH:MM", "Z")
            .toFormatter();

    private Cells() {}

    static ArrayNode json(Result result, int chunk, String zone) {
        ArrayNode rows = Json.array(List.of());
        for (@Nullable Object[] row : result.chunk(chunk)) {
            ArrayNode cells = rows.addArray();
            for (int i = 0; i < row.length; i++) {
                cells.add(text(result.types().get(i), row[i], ZoneId.of(zone)));
            }
        }
        return rows;
    }

    static @Nullable String text(ColumnType type, @Nullable Object value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case "DATE" -> LocalDate.ofEpochDay(((Number) value).longValue()).toString();
            case "TIMESTAMP" -> ZONED.format(instant(value).atZone(zone));
            case "TIMESTAMP_NTZ" -> LOCAL.format(LocalDateTime.ofInstant(instant(value), ZoneOffset.UTC));
            case "INTERVAL" -> Intervals.text(type, ((Number) value).longValue());
            case "DECIMAL" -> ((BigDecimal) value).toPlainString();
            default -> value.toString();
        };
    }

    private static Instant instant(Object micros) {
        long value = ((Number) micros).longValue();
        return Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1000L);
    }
}
