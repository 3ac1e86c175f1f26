package dev.askdesk.databricksdouble;

import com.databricks.jdbc.model.client.thrift.generated.TColumn;
import com.databricks.jdbc.model.client.thrift.generated.TFetchResultsResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetCatalogsReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetColumnsReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetPrimaryKeysReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetSchemasReq;
import com.databricks.jdbc.model.client.thrift.generated.TGetTablesReq;
import com.databricks.jdbc.model.client.thrift.generated.TI32Column;
import com.databricks.jdbc.model.client.thrift.generated.TRowSet;
import com.databricks.jdbc.model.client.thrift.generated.TSessionHandle;
import com.databricks.jdbc.model.client.thrift.generated.TStringColumn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls for metadata, which Thrift answers in plain columns in JDBC's order. */
final class ThriftMetadata {

    private static final String VIEWS = UnityCatalog.DATABASE + ".system_is.";
    private static final String TYPES = "CASE data_type WHEN 'BYTE' THEN -6 WHEN 'SHORT' THEN 5 WHEN 'INT' THEN 4 WHEN"
            + " 'LONG' THEN -5 WHEN 'FLOAT' THEN 6 WHEN 'DOUBLE' THEN 8 WHEN 'BOOLEAN' THEN 16 WHEN 'DATE' THEN 91 WHEN"
            + " 'TIMESTAMP' THEN 93 WHEN 'TIMESTAMP_NTZ' THEN 93 WHEN 'BINARY' THEN -2 WHEN 'DECIMAL' THEN 3 WHEN 'ARRAY'"
            + " THEN 2003 WHEN 'STRUCT' THEN 2002 WHEN 'MAP' THEN 2000 ELSE 12 END";

    private ThriftMetadata() {}

    /** {@code null} where it asks for something else. */
    static @Nullable String query(Object request) {
        if (request instanceof TGetCatalogsReq) {
            return "SELECT catalog_name FROM " + VIEWS + "catalogs ORDER BY 1";
        } else if (request instanceof TGetSchemasReq schemas) {
            return "SELECT schema_name, catalog_name FROM " + VIEWS + "schemata WHERE true"
                    + like("catalog_name", schemas.getCatalogName()) + like("schema_name", schemas.getSchemaName())
                    + " ORDER BY 2, 1";
        } else if (request instanceof TGetTablesReq tables) {
            return "SELECT table_catalog, table_schema, table_name, CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE'"
                    + " END, comment, '', '', '', '', '' FROM " + VIEWS + "tables WHERE true"
                    + like("table_catalog", tables.getCatalogName()) + like("table_schema", tables.getSchemaName())
                    + like("table_name", tables.getTableName()) + " ORDER BY 1, 2, 3";
        } else if (request instanceof TGetColumnsReq columns) {
            return "SELECT table_catalog, table_schema, table_name, column_name, " + TYPES + ", upper(full_data_type),"
                    + " numeric_precision, NULL :: INT, numeric_scale, numeric_precision_radix, CASE is_nullable WHEN 'YES'"
                    + " THEN 1 ELSE 0 END, comment, NULL :: STRING, NULL :: INT, NULL :: INT, NULL :: INT,"
                    + " ordinal_position - 1, is_nullable, NULL :: STRING, NULL :: STRING, NULL :: STRING, NULL :: INT,"
                    + " 'NO', 'NO' FROM " + VIEWS + "columns WHERE true"
                    + like("table_catalog", columns.getCatalogName()) + like("table_schema", columns.getSchemaName())
                    + like("table_name", columns.getTableName()) + like("column_name", columns.getColumnName())
                    + " ORDER BY table_catalog, table_schema, table_name, ordinal_position";
        } else if (request instanceof TGetPrimaryKeysReq keys) {
            return "SELECT table_catalog, table_schema, table_name, column_name, ordinal_position, constraint_name FROM "
                    + VIEWS + "key_column_usage WHERE position_in_unique_constraint IS NULL"
                    + like("table_catalog", keys.getCatalogName()) + like("table_schema", keys.getSchemaName())
                    + like("table_name", keys.getTableName()) + " ORDER BY 5";
        }
        return null;
    }

    static TSessionHandle session(Object request) {
        if (request instanceof TGetCatalogsReq catalogs) {
            return catalogs.getSessionHandle();
        } else if (request instanceof TGetSchemasReq schemas) {
            return schemas.getSessionHandle();
        } else if (request instanceof TGetTablesReq tables) {
            return tables.getSessionHandle();
        } else if (request instanceof TGetColumnsReq columns) {
            return columns.getSessionHandle();
        }
        return ((TGetPrimaryKeysReq) request).getSessionHandle();
    }

    private static String like(String column, @Nullable String pattern) {
        return pattern == null || pattern.isEmpty() ? "" : " AND " + column + " LIKE " + sparkLiteral(pattern);
    }

    /** A wildcard behind a backslash is a letter, in DuckDB only where the escape is named. */
    private static String sparkLiteral(String pattern) {
        String text = pattern.replace("\\", "\\\\").replace("'", "\\'");
        return "'" + text + "' ESCAPE '\\\\'";
    }

    static TFetchResultsResp columns(Result result) {
        List<@Nullable Object[]> rows = result.rows(0, (int) result.rows());
        List<TColumn> columns = new ArrayList<>();
        for (int i = 0; i < result.types().size(); i++) {
            columns.add(column(rows, i, result.types().get(i).name().equals("INT")));
        }
        TRowSet set = new TRowSet(0, List.of()).setColumns(columns);
        return new TFetchResultsResp(ThriftApi.ok()).setResults(set).setHasMoreRows(false);
    }

    private static TColumn column(List<@Nullable Object[]> rows, int column, boolean ints) {
        BitSet nulls = new BitSet();
        List<String> texts = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.get(row)[column];
            nulls.set(row, value == null);
            texts.add(value == null ? "" : value.toString());
            numbers.add(value instanceof Number number ? number.intValue() : 0);
        }
        ByteBuffer bits = ByteBuffer.wrap(nulls.toByteArray());
        return ints ? TColumn.i32Val(new TI32Column(numbers, bits)) : TColumn.stringVal(new TStringColumn(texts, bits));
    }
}
