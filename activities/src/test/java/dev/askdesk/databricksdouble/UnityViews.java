package dev.askdesk.databricksdouble;

import java.util.LinkedHashMap;
import java.util.Map;

/** The queries behind information_schema. UC. stands for the double's own tables. */
final class UnityViews {

    private static final String OWNER = "'owner@example.com'";
    private static final String WHEN = "TIMESTAMPTZ '2025-01-01 00:00:00Z'";
    private static final String OURS =
            " NOT internal AND database_name NOT IN ('memory', 'temp', '" + UnityCatalog.DATABASE + "')";
    private static final String GENERATED = "'t_' || lpad(CAST(n AS VARCHAR), 5, '0')";
    private static final String PLACE = "database_name AS table_catalog, schema_name AS table_schema";

    private UnityViews() {}

    static Map<String, String> all() {
        Map<String, String> views = new LinkedHashMap<>();
        views.put(
                "catalogs",
                "SELECT database_name AS catalog_name, " + OWNER + " AS catalog_owner, comment, " + stamps()
                        + " FROM duckdb_databases() WHERE" + OURS);
        views.put(
                "schemata",
                "SELECT database_name AS catalog_name, schema_name, " + OWNER + " AS schema_owner, comment, "
                        + stamps()
                        + " FROM duckdb_schemas() WHERE NOT starts_with(schema_name, 'pg_') AND schema_name <>"
                        + " 'information_schema' AND database_name NOT IN ('memory', 'temp', 'system', '"
                        + UnityCatalog.DATABASE + "')"
                        + " UNION ALL SELECT DISTINCT database_name, 'information_schema', 'System user', NULL, "
                        + stamps()
                        + " FROM duckdb_databases() WHERE" + OURS);
        views.put("tables", tables());
        views.put(
                "views",
                "SELECT " + PLACE + ", view_name AS table_name, sql AS view_definition, 'NONE' AS check_option,"
                        + " 'NO' AS is_updatable, 'NO' AS is_insertable_into, false AS sql_path, false AS is_materialized"
                        + " FROM duckdb_views() WHERE" + OURS);
        views.put("columns", columns());
        keys(views);
        views.put(
                "table_tags",
                "SELECT catalog_name, schema_name, table_name, tag_name, tag_value FROM UC.tags"
                        + " WHERE column_name = ''");
        views.put(
                "column_tags",
                "SELECT catalog_name, schema_name, table_name, column_name, tag_name, tag_value FROM UC.tags"
                        + " WHERE column_name <> ''");
        views.put(
                "column_masks",
                "SELECT table_catalog, table_schema, table_name, column_name, mask_name, '' AS using_columns"
                        + " FROM UC.masks");
        views.put(
                "row_filters",
                "SELECT table_catalog, table_schema, table_name, filter_name, target_columns FROM UC.filters");
        views.put(
                "routines",
                "SELECT 'fund' AS routine_catalog, 'main' AS routine_schema, '' AS routine_name,"
                        + " '' AS routine_type, '' AS specific_name, '' AS comment WHERE false");
        return views;
    }

    /** The column of a view that says which catalog a row is of. */
    static String catalogOf(String view) {
        return switch (view) {
            case "schemata", "catalogs", "table_tags", "column_tags" -> "catalog_name";
            case "table_constraints", "key_column_usage", "referential_constraints", "constraint_column_usage" ->
                "constraint_catalog";
            case "routines" -> "routine_catalog";
            default -> "table_catalog";
        };
    }

    private static String stamps() {
        return WHEN + " AS created, " + OWNER + " AS created_by, " + WHEN + " AS last_altered, " + OWNER
                + " AS last_altered_by";
    }

    private static String tables() {
        String rest = ", 'PRESERVE' AS commit_action, " + OWNER + " AS table_owner, comment, " + stamps();
        String tail = " AS data_source_format, CAST(NULL AS VARCHAR) AS storage_path, CAST(NULL AS VARCHAR) AS"
                + " storage_sub_directory FROM ";
        return "SELECT " + PLACE + ", table_name, 'MANAGED' AS table_type, 'YES' AS is_insertable_into" + rest
                + ", 'DELTA'" + tail + "duckdb_tables() WHERE" + OURS
                + " UNION ALL SELECT " + PLACE + ", view_name, 'VIEW', 'NO'" + rest + ", 'UNKNOWN_DATA_SOURCE_FORMAT'"
                + tail + "duckdb_views() WHERE" + OURS
                + " UNION ALL SELECT 'fund', 'main', " + GENERATED + ", 'MANAGED', 'YES'"
                + rest.replace("comment", "'Generated table ' || n AS comment") + ", 'DELTA'" + tail + "UC.generated";
    }

    private static String columns() {
        String types = ", t.full_type AS full_data_type, t.simple AS data_type, CAST(NULL AS INTEGER) AS"
                + " character_maximum_length, CAST(NULL AS VARCHAR) AS character_octet_length, t.numeric_precision,"
                + " t.radix AS numeric_precision_radix, t.numeric_scale, CASE t.simple WHEN 'DATE' THEN 0 WHEN 'TIMESTAMP'"
                + " THEN 3 END AS datetime_precision, CAST(NULL AS VARCHAR) AS interval_type, CAST(NULL AS INTEGER) AS"
                + " interval_precision, CAST(NULL AS INTEGER) AS maximum_cardinality, 'NO' AS is_identity,"
                + " CAST(NULL AS VARCHAR) AS identity_generation, CAST(NULL AS VARCHAR) AS identity_start,"
                + " CAST(NULL AS VARCHAR) AS identity_increment, CAST(NULL AS VARCHAR) AS identity_maximum,"
                + " CAST(NULL AS VARCHAR) AS identity_minimum, CAST(NULL AS VARCHAR) AS identity_cycle, 'NO' AS is_generated,"
                + " CAST(NULL AS VARCHAR) AS generation_expression, 'NO' AS is_system_time_period_start,"
                + " 'NO' AS is_system_time_period_end, CAST(NULL AS VARCHAR) AS system_time_period_timestamp_generation,"
                + " 'YES' AS is_updatable, CAST(NULL AS INTEGER) AS partition_ordinal_position, ";
        return "SELECT " + PLACE + ", table_name, column_name, column_index AS ordinal_position, column_default,"
                + " CASE WHEN is_nullable THEN 'YES' ELSE 'NO' END AS is_nullable" + types
                + "comment FROM duckdb_columns() JOIN UC.types t ON t.duckdb = data_type WHERE" + OURS
                + " UNION ALL SELECT 'fund', 'main', " + GENERATED + ", c.column_name, c.place, NULL, 'YES'" + types
                + "'Generated column ' || c.column_name FROM UC.generated, (VALUES ('id', 1, 'bigint', 'LONG', 64, 2, 0),"
                + " ('name', 2, 'string', 'STRING', NULL, NULL, NULL), ('amount', 3, 'decimal(18,2)', 'DECIMAL', 18, 10, 2),"
                + " ('booked_on', 4, 'date', 'DATE', NULL, NULL, NULL), ('fund_id', 5, 'bigint', 'LONG', 64, 2, 0),"
                + " ('status', 6, 'string', 'STRING', NULL, NULL, NULL)) c(column_name, place, full_type, simple,"
                + " numeric_precision, radix, numeric_scale), (SELECT c.full_type, c.simple, c.numeric_precision, c.radix,"
                + " c.numeric_scale) t";
    }

    private static void keys(Map<String, String> views) {
        String all =
                " FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY') AND database_name <> '"
                        + UnityCatalog.DATABASE + "'";
        String place = "database_name AS constraint_catalog, schema_name AS constraint_schema, constraint_name";
        views.put(
                "table_constraints",
                "SELECT " + place + ", " + PLACE + ", table_name, constraint_type, 'YES' AS is_deferrable,"
                        + " 'YES' AS initially_deferred, 'NO' AS enforced, " + WHEN + " AS created, " + OWNER
                        + " AS created_by, " + WHEN
                        + " AS last_altered, " + OWNER + " AS last_altered_by" + all);
        views.put(
                "key_column_usage",
                "SELECT " + place + ", " + PLACE + ", table_name, unnest(constraint_column_names) AS"
                        + " column_name, CAST(unnest(range(1, len(constraint_column_names) + 1)) AS INTEGER) AS ordinal_position,"
                        + " CASE WHEN constraint_type = 'FOREIGN KEY' THEN CAST(unnest(range(1, len(constraint_column_names) + 1))"
                        + " AS INTEGER) END AS position_in_unique_constraint" + all);
        views.put(
                "referential_constraints",
                "SELECT f.database_name AS constraint_catalog, f.schema_name AS"
                        + " constraint_schema, f.constraint_name, p.database_name AS unique_constraint_catalog, p.schema_name AS"
                        + " unique_constraint_schema, p.constraint_name AS unique_constraint_name, 'FULL' AS match_option,"
                        + " 'NO ACTION' AS update_rule, 'NO ACTION' AS delete_rule FROM duckdb_constraints() f JOIN"
                        + " duckdb_constraints() p ON p.database_name = f.database_name AND p.schema_name = f.schema_name AND"
                        + " p.table_name = f.referenced_table AND p.constraint_type = 'PRIMARY KEY' WHERE f.constraint_type ="
                        + " 'FOREIGN KEY'");
        views.put(
                "constraint_column_usage",
                "SELECT " + PLACE + ", CASE WHEN constraint_type = 'FOREIGN KEY' THEN"
                        + " referenced_table ELSE table_name END AS table_name, unnest(CASE WHEN constraint_type = 'FOREIGN KEY' THEN"
                        + " referenced_column_names ELSE constraint_column_names END) AS column_name, " + place + all);
    }
}
