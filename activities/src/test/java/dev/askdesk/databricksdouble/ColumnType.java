package dev.askdesk.databricksdouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column's type as Databricks says it.
 *
 * @param text as in SQL, in capitals: {@code type_text}
 * @param name one of the API's names: {@code type_name}
 * @param reading how its values are read from DuckDB; the column stands in for %s
 */
record ColumnType(
        String text,
        String name,
        @Nullable Integer precision,
        @Nullable Integer scale,
        String reading) {

    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("TINYINT", "TINYINT"),
            Map.entry("SMALLINT", "SMALLINT"),
            Map.entry("UTINYINT", "SMALLINT"),
            Map.entry("INTEGER", "INT"),
            Map.entry("USMALLINT", "INT"),
            Map.entry("INT32", "INT"),
            Map.entry("BIGINT", "BIGINT"),
            Map.entry("INT64", "BIGINT"),
            Map.entry("INT16", "SMALLINT"),
            Map.entry("INT8", "TINYINT"),
            Map.entry("UINTEGER", "BIGINT"),
            Map.entry("UBIGINT", "DECIMAL(20,0)"),
            Map.entry("HUGEINT", "DECIMAL(38,0)"),
            Map.entry("UHUGEINT", "DECIMAL(38,0)"),
            Map.entry("BIGNUM", "DECIMAL(38,0)"),
            Map.entry("FLOAT", "FLOAT"),
            Map.entry("DOUBLE", "DOUBLE"),
            Map.entry("BOOLEAN", "BOOLEAN"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("BLOB", "BINARY"),
            Map.entry("DATE", "DATE"),
            Map.entry("TIMESTAMP", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP_S", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP_MS", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP_NS", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP WITH TIME ZONE", "TIMESTAMP"),
            Map.entry("INTERVAL", "INTERVAL DAY TO SECOND"),
            Map.entry("JSON", "VARIANT"),
            Map.entry("\"NULL\"", "VOID"));

    /** DuckDB has one type for both of Databricks'; this is how a value's is told. */
    static final String HAS_MONTHS = "year(%s) * 12 + month(%s) <> 0";

    /** Of months; the other, of microseconds, is DuckDB's INTERVAL here. */
    static final ColumnType YEARS = new ColumnType(
            "INTERVAL YEAR TO MONTH", "INTERVAL", null, null, "CAST(year(%s) * 12 + month(%s) AS BIGINT)");

    /** The SQL type for a storage type in DuckDB's errors. */
    static String ofStorage(String duckdb) {
        return TEXTS.getOrDefault(duckdb.toUpperCase(Locale.ROOT), duckdb.toUpperCase(Locale.ROOT));
    }

    static ColumnType of(String duckdb) {
        String text = text(duckdb);
        if (text.startsWith("DECIMAL(")) {
            int comma = text.indexOf(',');
            int precision = Integer.parseInt(text.substring(8, comma));
            int scale = Integer.parseInt(text.substring(comma + 1, text.length() - 1));
            return new ColumnType(text, "DECIMAL", precision, scale, "CAST(%s AS " + text + ")");
        }
        String name = text.replaceAll("[<( ].*", "");
        return switch (name) {
            case "TINYINT" -> new ColumnType(text, "BYTE", null, null, "CAST(%s AS TINYINT)");
            case "SMALLINT" -> new ColumnType(text, "SHORT", null, null, "CAST(%s AS SMALLINT)");
            case "INT" -> new ColumnType(text, "INT", null, null, "CAST(%s AS INTEGER)");
            case "BIGINT" -> new ColumnType(text, "LONG", null, null, "CAST(%s AS BIGINT)");
            case "FLOAT", "DOUBLE", "BOOLEAN" -> new ColumnType(text, name, null, null, "%s");
            case "VOID" -> new ColumnType(text, "NULL", null, null, "CAST(%s AS VARCHAR)");
            case "BINARY" -> new ColumnType(text, name, null, null, "base64(%s)");
            case "DATE" -> new ColumnType(text, name, null, null, "(%s - DATE '1970-01-01')");
            case "TIMESTAMP_NTZ" -> new ColumnType(text, name, null, null, "epoch_us(CAST(%s AS TIMESTAMP))");
            case "TIMESTAMP" -> new ColumnType(text, name, null, null, "epoch_us(%s)");
            case "ARRAY", "STRUCT", "MAP" -> new ColumnType(text, name, null, null, "CAST(to_json(%s) AS VARCHAR)");
            case "INTERVAL" -> new ColumnType(text, name, null, null, "epoch_us(%s)");
            default -> new ColumnType(text, name, null, null, "CAST(%s AS VARCHAR)");
        };
    }

    /** The SQL text of a type of DuckDB's. */
    static String text(String duckdb) {
        if (duckdb.endsWith("]")) {
            return "ARRAY<" + text(duckdb.substring(0, duckdb.lastIndexOf('['))) + ">";
        }
        if (duckdb.startsWith("MAP(")) {
            List<String> parts = parts(duckdb.substring(4, duckdb.length() - 1));
            return "MAP<" + text(parts.get(0)) + ", " + text(parts.get(1)) + ">";
        }
        if (duckdb.startsWith("STRUCT(")) {
            List<String> fields = parts(duckdb.substring(7, duckdb.length() - 1)).stream()
                    .map(ColumnType::field)
                    .toList();
            return "STRUCT<" + String.join(", ", fields) + ">";
        }
        if (duckdb.startsWith("DECIMAL(")) {
            return duckdb.replace(" ", "");
        }
        return TEXTS.getOrDefault(duckdb, "STRING");
    }

    private static String field(String field) {
        int space = field.startsWith("\"") ? field.indexOf("\" ") + 1 : field.indexOf(' ');
        return field.substring(0, space).replace("\"", "") + ": " + text(field.substring(space + 1));
    }

    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }
}
