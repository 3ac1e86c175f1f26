package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.Problem;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's result sets into the text cells of a {@link QueryResult}. */
final class DuckDbRows {
    /** Of all cells together; a few wide cells can be worse than many rows. */
    private static final long MAX_CHARACTERS = 20_000_000;

    private DuckDbRows() {}

    static QueryResult read(ResultSet rows, int maxRows) throws SQLException, StatementException {
        ResultSetMetaData meta = rows.getMetaData();
        int width = meta.getColumnCount();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
            columns.add(meta.getColumnLabel(i));
            types.add(type(meta.getColumnTypeName(i)));
        }
        List<List<@Nullable String>> read = new ArrayList<>();
        long characters = 0;
        while (rows.next()) {
            if (read.size() == maxRows) {
                return new QueryResult(columns, types, read, true);
            }
            List<@Nullable String> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                String cell = cell(rows, i, types.get(i - 1));
                characters += cell == null ? 0 : cell.length();
                row.add(cell);
            }
            if (characters > MAX_CHARACTERS) {
                throw tooLarge();
            }
            read.add(row);
        }
        return new QueryResult(columns, types, read, false);
    }

    private static StatementException tooLarge() {
        Problem problem = Problem.of(
                Problem.Kind.TOO_LARGE,
                "The result holds more than " + MAX_CHARACTERS / 1_000_000
                        + " million characters; select fewer or shorter columns.");
        return new StatementException(problem, new SQLException(problem.message()));
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

    private static @Nullable String cell(ResultSet rows, int column, String type) throws SQLException {
        return switch (type) {
            case "number" -> number(rows.getObject(column));
            case "timestamp" -> timestamp(rows, column);
            case "text" -> rows.getString(column);
            default -> text(rows.getObject(column));
        };
    }

    /** NaN and the infinities, such as 1/0, are no decimals: they count as missing. */
    private static @Nullable String number(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                return null;
            }
            // Through the shortest text that reads back as the same number, so that 0.1 stays 0.1.
            BigDecimal shortest = new BigDecimal(value.toString()).stripTrailingZeros();
            return shortest.toPlainString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof BigInteger integer ? integer.toString() : text(value);
    }

    private static @Nullable String timestamp(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        if (value == null) {
            return null;
        }
        if (value instanceof OffsetDateTime instant) {
            return instant.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        }
        // Not by way of java.sql.Timestamp, which knows no time that the JVM's zone skips.
        LocalDateTime local = rows.getObject(column, LocalDateTime.class);
        return local.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return date.format(DateTimeFormatter.ISO_LOCAL_DATE);
        }
        return value == null ? null : value.toString();
    }
}
