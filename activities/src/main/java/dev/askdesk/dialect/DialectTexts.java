package dev.askdesk.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a model is told of each engine, and the names of its types. */
final class DialectTexts {
    static final Map<Dialect, List<String>> RULES = Map.of(
            Dialect.DATABRICKS,
            List.of(
                    "Quote names with backticks, and text with single quotes only; write a quote in a text as \\'.",
                    "Name tables as the schema does, with catalog and schema.",
                    "Dates: date_trunc('MONTH', d), date_format(d, 'yyyy-MM'), datediff(end, start), add_months(d, n),"
                            + " current_date().",
                    "Texts: STRING is the type; lists of values: collect_list, array_join."),
            Dialect.POSTGRESQL,
            List.of(
                    "Quote names with double quotes, and those with capitals always.",
                    "A division of whole numbers drops the fraction: write a * 1.0 / NULLIF(b, 0).",
                    "Dates: date_trunc('month', d), to_char(d, 'YYYY-MM'), EXTRACT(YEAR FROM d), d + INTERVAL '1"
                            + " month'; a date minus a date is a number of days.",
                    "round(x, n) takes a numeric: round(x::numeric, 2). There is no QUALIFY, median or GROUP BY ALL."));

    private static final Map<String, String> DATABRICKS_TYPES = Map.ofEntries(
            Map.entry("VARCHAR", "STRING"),
            Map.entry("TEXT", "STRING"),
            Map.entry("CHAR", "STRING"),
            Map.entry("BPCHAR", "STRING"),
            Map.entry("CHARACTER VARYING", "STRING"),
            Map.entry("UUID", "STRING"),
            Map.entry("JSON", "STRING"),
            Map.entry("HUGEINT", "DECIMAL(38,0)"),
            Map.entry("UTINYINT", "SMALLINT"),
            Map.entry("USMALLINT", "INT"),
            Map.entry("UINTEGER", "BIGINT"),
            Map.entry("UBIGINT", "DECIMAL(20,0)"),
            Map.entry("INTEGER", "INT"),
            Map.entry("INT4", "INT"),
            Map.entry("INT8", "BIGINT"),
            Map.entry("REAL", "FLOAT"),
            Map.entry("DOUBLE PRECISION", "DOUBLE"),
            Map.entry("FLOAT4", "FLOAT"),
            Map.entry("FLOAT8", "DOUBLE"),
            Map.entry("NUMERIC", "DECIMAL"),
            Map.entry("BOOL", "BOOLEAN"),
            Map.entry("DATETIME", "TIMESTAMP_NTZ"),
            Map.entry("TIMESTAMP WITH TIME ZONE", "TIMESTAMP"),
            Map.entry("TIMESTAMPTZ", "TIMESTAMP"),
            Map.entry("BLOB", "BINARY"),
            Map.entry("BYTEA", "BINARY"));

    private static final Map<String, String> POSTGRES_TYPES = Map.ofEntries(
            Map.entry("STRING", "VARCHAR"),
            Map.entry("HUGEINT", "NUMERIC(38,0)"),
            Map.entry("TINYINT", "SMALLINT"),
            Map.entry("BYTE", "SMALLINT"),
            Map.entry("SHORT", "SMALLINT"),
            Map.entry("LONG", "BIGINT"),
            Map.entry("UTINYINT", "SMALLINT"),
            Map.entry("USMALLINT", "INTEGER"),
            Map.entry("UINTEGER", "BIGINT"),
            Map.entry("UBIGINT", "NUMERIC(20,0)"),
            Map.entry("DOUBLE", "DOUBLE PRECISION"),
            Map.entry("FLOAT", "REAL"),
            Map.entry("DATETIME", "TIMESTAMP"),
            Map.entry("TIMESTAMP_NTZ", "TIMESTAMP"),
            Map.entry("BLOB", "BYTEA"),
            Map.entry("BINARY", "BYTEA"));

    private static final Map<String, String> DUCKDB_TYPES = Map.of(
            "STRING", "VARCHAR",
            "LONG", "BIGINT",
            "SHORT", "SMALLINT",
            "BYTE", "TINYINT",
            "TIMESTAMP_NTZ", "TIMESTAMP",
            "BINARY", "BLOB",
            "JSONB", "JSON");

    private static final Pattern TYPE = Pattern.compile("(?s)\\s*([A-Za-z_0-9 ]+?)\\s*(\\([^)]*\\))?\\s*");

    private DialectTexts() {}

    /** A type that has no other name there stays as it is, as do those that are made of others. */
    static String type(Dialect dialect, String foreign) {
        Map<String, String> names =
                switch (dialect) {
                    case DUCKDB -> DUCKDB_TYPES;
                    case DATABRICKS -> DATABRICKS_TYPES;
                    case POSTGRESQL -> POSTGRES_TYPES;
                };
        Matcher type = TYPE.matcher(foreign);
        if (!type.matches()) {
            return foreign;
        }
        String base = type.group(1).toUpperCase(Locale.ROOT);
        String name = names.get(base);
        if (name == null) {
            return foreign;
        }
        boolean sized = type.group(2) != null && base.matches("NUMERIC|DECIMAL");
        return sized ? name + type.group(2) : name;
    }
}
