package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.ResultReader.CellReader;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads DuckDB's values. */
final class DuckDbCells implements CellReader {
    private static final Pattern SPAN = Pattern.compile("(-?\\d+) (year|month|day)s?");
    private static final Pattern CLOCK = Pattern.compile("(-?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?");

    @Override
    public String type(ResultSetMetaData columns, int column) throws SQLException {
        return type(columns.getColumnTypeName(column));
    }

    /** The engine's type name as one of the types of {@link dev.askdesk.workflows.ask.Preview}. */
    static String type(String engineType) {
        String name = engineType.toUpperCase(Locale.ROOT);
        if (name.endsWith("]")) {
            return "text";
        }
        if (name.startsWith("DECIMAL")) {
            return "number";
        }
        if (name.startsWith("TIMESTAMP")) {
            return "timestamp";
        }
        return switch (name) {
            case "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT",
                    "BIGNUM",
                    "FLOAT",
                    "DOUBLE" -> "number";
            case "DATE" -> "date";
            case "BOOLEAN" -> "boolean";
            default -> "text";
        };
    }

    @Override
    public @Nullable String cell(ResultSet row, int column, String type, String engineType) throws SQLException {
        return switch (type) {
            case "number" -> Cells.number(row.getObject(column));
            case "timestamp" -> timestamp(row, column);
            case "text" -> text(row, column, engineType);
            default -> {
                Object value = row.getObject(column);
                yield value instanceof LocalDate date ? Cells.date(date) : value == null ? null : value.toString();
            }
        };
    }

    private static @Nullable String timestamp(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof OffsetDateTime) {
            return moment(row.getLong(column));
        }
        // Not by way of java.sql.Timestamp, which knows no time that the JVM's zone skips.
        return Cells.timestamp(row.getObject(column, LocalDateTime.class));
    }

    /** The driver's own moments are an hour off where the JVM's zone puts its clocks back. */
    private static String moment(long micros) {
        if (Math.abs(micros) == Long.MAX_VALUE) {
            return micros > 0 ? "infinity" : "-infinity";
        }
        return Cells.instant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    private static @Nullable String text(ResultSet row, int column, String engineType) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        String type = engineType.toUpperCase(Locale.ROOT);
        if (type.equals("INTERVAL")) {
            return interval(text);
        }
        if (type.equals("BLOB")) {
            return Cells.bytes(row.getBytes(column));
        }
        if (type.equals("TIME")) {
            return Cells.time(row.getObject(column, LocalTime.class));
        }
        boolean nested = type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP");
        if (!nested) {
            return type.equals("JSON") ? Cells.json(text) : text;
        }
        return Cells.json(new DuckDbNested(type.contains("TIMESTAMP") ? text : "").plain(row.getObject(column)));
    }

    private static String interval(String text) {
        long months = 0;
        long days = 0;
        long micros = 0;
        Matcher span = SPAN.matcher(text);
        while (span.find()) {
            long count = Long.parseLong(span.group(1));
            switch (span.group(2)) {
                case "year" -> months += 12 * count;
                case "month" -> months += count;
                default -> days += count;
            }
        }
        Matcher clock = CLOCK.matcher(text);
        if (clock.find()) {
            micros = Cells.micros(clock.group(2), clock.group(3), clock.group(4), clock.group(5));
            micros = clock.group(1).isEmpty() ? micros : -micros;
        }
        return Cells.interval(months, days, micros);
    }
}
