package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.ResultReader.CellReader;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads Databricks' values as its driver tells them. */
final class DatabricksCells implements CellReader {
    private static final Map<String, String> BASES = new ConcurrentHashMap<>();
    private static final int MANY = 1_000;
    private static final Pattern YEARS = Pattern.compile("(-?)(\\d+)-(\\d+)");
    private static final Pattern DAYS = Pattern.compile("(-?)(\\d+) (\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d+))?");

    @Override
    public String type(ResultSetMetaData columns, int column) throws SQLException {
        return type(columns.getColumnTypeName(column));
    }

    /** The engine's type name as one of the types of {@link dev.askdesk.workflows.ask.Preview}. */
    static String type(String engineType) {
        return switch (base(engineType)) {
            case "TINYINT",
                    "BYTE",
                    "SMALLINT",
                    "SHORT",
                    "INT",
                    "INTEGER",
                    "BIGINT",
                    "LONG",
                    "DECIMAL",
                    "FLOAT",
                    "DOUBLE" -> "number";
            case "DATE" -> "date";
            case "TIMESTAMP", "TIMESTAMP_NTZ" -> "timestamp";
            case "BOOLEAN" -> "boolean";
            default -> "text";
        };
    }

    /** The name without its parameters. Asked for every cell, of a few types. */
    static String base(String engineType) {
        String known = BASES.get(engineType);
        if (known == null) {
            known = engineType.toUpperCase(Locale.ROOT).split("[(<\\s]", 2)[0];
            if (BASES.size() < MANY) {
                BASES.put(engineType, known);
            }
        }
        return known;
    }

    @Override
    public @Nullable String cell(ResultSet row, int column, String type, String engineType) throws SQLException {
        return switch (type) {
            case "date" -> {
                Object value = row.getObject(column);
                yield value instanceof Date date ? Cells.date(date.toLocalDate()) : text(value);
            }
            case "timestamp" -> timestamp(row.getObject(column), engineType);
            case "number" -> Cells.number(row.getObject(column));
            default -> text(row, column, engineType);
        };
    }

    /** The session's zone is UTC, so the wall clock of a moment is that of UTC. */
    private static @Nullable String timestamp(@Nullable Object value, String engineType) {
        if (value instanceof Timestamp local) {
            return base(engineType).equals("TIMESTAMP_NTZ")
                    ? Cells.timestamp(local.toLocalDateTime())
                    : Cells.instant(local.toLocalDateTime().atOffset(ZoneOffset.UTC));
        }
        return text(value);
    }

    private static @Nullable String text(ResultSet row, int column, String engineType) throws SQLException {
        String base = base(engineType);
        if (base.equals("BINARY")) {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? null : Cells.bytes(bytes);
        }
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        return switch (base) {
            case "ARRAY", "STRUCT", "MAP", "VARIANT" -> Cells.json(text);
            case "INTERVAL" -> interval(text);
            default -> text;
        };
    }

    private static String interval(String text) {
        Matcher years = YEARS.matcher(text);
        if (years.matches()) {
            long months = Long.parseLong(years.group(2)) * 12 + Long.parseLong(years.group(3));
            return Cells.interval(years.group(1).isEmpty() ? months : -months, 0, 0);
        }
        Matcher days = DAYS.matcher(text);
        if (days.matches()) {
            long count = Long.parseLong(days.group(2));
            long micros = Cells.micros(days.group(3), days.group(4), days.group(5), days.group(6));
            return days.group(1).isEmpty() ? Cells.interval(0, count, micros) : Cells.interval(0, -count, -micros);
        }
        return text;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
