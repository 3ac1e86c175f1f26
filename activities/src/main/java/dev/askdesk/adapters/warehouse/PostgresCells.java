package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.ResultReader.CellReader;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;

/** Reads PostgreSQL's values. */
final class PostgresCells implements CellReader {
    private static final Set<String> TIMES = Set.of("_date", "_timestamp", "_timestamptz");
    private static final Pattern ELEMENT = Pattern.compile("[^{},]+");

    @Override
    public String type(ResultSetMetaData columns, int column) throws SQLException {
        return switch (columns.getColumnType(column)) {
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.FLOAT -> columns.getColumnTypeName(column).equals("money") ? "text" : "number";
            case Types.DATE -> "date";
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> "timestamp";
            // The driver calls every bit string BIT, and a boolean too.
            case Types.BIT, Types.BOOLEAN -> columns.getColumnTypeName(column).equals("bool") ? "boolean" : "text";
            default -> "text";
        };
    }

    @Override
    public @Nullable String cell(ResultSet row, int column, String type, String engineType) throws SQLException {
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        return switch (type) {
            case "number" -> number(row, column, text);
            case "boolean" -> Boolean.toString(row.getBoolean(column));
            case "date" -> text.endsWith("infinity") ? text : Cells.date(row.getObject(column, LocalDate.class));
            case "timestamp" -> text.endsWith("infinity") ? text : timestamp(row, column, engineType);
            default -> text(row, column, engineType, text);
        };
    }

    private static @Nullable String number(ResultSet row, int column, String text) throws SQLException {
        boolean finite = Character.isDigit(text.charAt(text.length() - 1));
        return finite ? Cells.number(row.getObject(column)) : null;
    }

    private static String timestamp(ResultSet row, int column, String engineType) throws SQLException {
        return engineType.equals("timestamptz")
                ? Cells.instant(row.getObject(column, OffsetDateTime.class))
                : Cells.timestamp(row.getObject(column, LocalDateTime.class));
    }

    private static String text(ResultSet row, int column, String engineType, String text) throws SQLException {
        if (TIMES.contains(engineType)) {
            return times(text);
        }
        if (engineType.startsWith("_")) {
            return Cells.json((Object) row.getArray(column));
        }
        return switch (engineType) {
            case "json", "jsonb" -> Cells.json(text);
            case "bytea" -> Cells.bytes(row.getBytes(column));
            case "time" -> Cells.time(row.getObject(column, LocalTime.class));
            case "interval" -> interval((PGInterval) row.getObject(column));
            default -> text;
        };
    }

    /** The driver makes java.sql.Date and Timestamp of them, which have no day or hour that the JVM's zone skips. */
    private static String times(String array) {
        String bare = array.substring(array.indexOf('{')).replace("\"", "");
        return ELEMENT.matcher(bare)
                .replaceAll(element -> element.group().equals("NULL")
                        ? "null"
                        : "\"" + element.group().replaceFirst(" (?=\\d)", "T").replaceFirst("\\+00\\b", "Z") + "\"")
                .replace('{', '[')
                .replace('}', ']');
    }

    private static String interval(PGInterval span) {
        long months = 12L * span.getYears() + span.getMonths();
        long micros = ((span.getHours() * 60L + span.getMinutes()) * 60 + span.getWholeSeconds()) * 1_000_000
                + span.getMicroSeconds();
        return Cells.interval(months, span.getDays(), micros);
    }
}
