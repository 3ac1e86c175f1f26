package dev.askdesk.databricksdouble;

import com.databricks.jdbc.model.client.thrift.generated.TColumnDesc;
import com.databricks.jdbc.model.client.thrift.generated.TFetchResultsResp;
import com.databricks.jdbc.model.client.thrift.generated.TGetResultSetMetadataResp;
import com.databricks.jdbc.model.client.thrift.generated.TPrimitiveTypeEntry;
import com.databricks.jdbc.model.client.thrift.generated.TRowSet;
import com.databricks.jdbc.model.client.thrift.generated.TSparkArrowBatch;
import com.databricks.jdbc.model.client.thrift.generated.TSparkRowSetType;
import com.databricks.jdbc.model.client.thrift.generated.TTableSchema;
import com.databricks.jdbc.model.client.thrift.generated.TTypeDesc;
import com.databricks.jdbc.model.client.thrift.generated.TTypeEntry;
import com.databricks.jdbc.model.client.thrift.generated.TTypeId;
import com.databricks.jdbc.model.client.thrift.generated.TTypeQualifierValue;
import com.databricks.jdbc.model.client.thrift.generated.TTypeQualifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results in Thrift's shapes: Arrow's batches, compressed, apart from their schema. */
final class ThriftRows {

    private ThriftRows() {}

    static TGetResultSetMetadataResp metadata(Query query) {
        Result result = query.result();
        List<TColumnDesc> columns = new ArrayList<>();
        for (int i = 0; result != null && i < result.names().size(); i++) {
            ColumnType type = result.types().get(i);
            TTypeDesc description = new TTypeDesc(List.of(TTypeEntry.primitiveEntry(entry(type))));
            columns.add(new TColumnDesc(result.names().get(i), description, i + 1));
        }
        TGetResultSetMetadataResp metadata = new TGetResultSetMetadataResp(ThriftApi.ok())
                .setSchema(new TTableSchema(columns))
                .setResultFormat(TSparkRowSetType.ARROW_BASED_SET)
                .setLz4Compressed(true)
                .setIsStagingOperation(false);
        if (result != null && !columns.isEmpty()) {
            metadata.setArrowSchema(ArrowBytes.parts(result, query.session.timeZone(), List.of())
                    .schema());
        }
        return metadata;
    }

    private static TPrimitiveTypeEntry entry(ColumnType type) {
        TTypeId id =
                switch (type.name()) {
                    case "BYTE" -> TTypeId.TINYINT_TYPE;
                    case "SHORT" -> TTypeId.SMALLINT_TYPE;
                    case "INT" -> TTypeId.INT_TYPE;
                    case "LONG" -> TTypeId.BIGINT_TYPE;
                    case "FLOAT" -> TTypeId.FLOAT_TYPE;
                    case "DOUBLE" -> TTypeId.DOUBLE_TYPE;
                    case "BOOLEAN" -> TTypeId.BOOLEAN_TYPE;
                    case "DATE" -> TTypeId.DATE_TYPE;
                    case "TIMESTAMP", "TIMESTAMP_NTZ" -> TTypeId.TIMESTAMP_TYPE;
                    case "BINARY" -> TTypeId.BINARY_TYPE;
                    case "DECIMAL" -> TTypeId.DECIMAL_TYPE;
                    case "ARRAY" -> TTypeId.ARRAY_TYPE;
                    case "STRUCT" -> TTypeId.STRUCT_TYPE;
                    case "MAP" -> TTypeId.MAP_TYPE;
                    case "NULL" -> TTypeId.NULL_TYPE;
                    case "INTERVAL" ->
                        type.equals(ColumnType.YEARS)
                                ? TTypeId.INTERVAL_YEAR_MONTH_TYPE
                                : TTypeId.INTERVAL_DAY_TIME_TYPE;
                    default -> TTypeId.STRING_TYPE;
                };
        TPrimitiveTypeEntry entry = new TPrimitiveTypeEntry(id);
        Integer precision = type.precision();
        Integer scale = type.scale();
        if (precision != null && scale != null) {
            entry.setTypeQualifiers(new TTypeQualifiers(Map.of(
                    "precision", TTypeQualifierValue.i32Value(precision),
                    "scale", TTypeQualifierValue.i32Value(scale))));
        }
        return entry;
    }

    /** The next rows that nobody has fetched. */
    static TFetchResultsResp next(Query query, Result result) {
        long from = query.fetched();
        int count = (int) Math.max(0, Math.min(result.chunkRows(), result.rows() - from));
        TRowSet rows = new TRowSet(from, List.of()).setArrowBatches(List.of());
        if (count > 0) {
            byte[] batch = ArrowBytes.parts(result, query.session.timeZone(), result.rows(from, count))
                    .batch();
            TSparkArrowBatch arrow = new TSparkArrowBatch()
                    .setBatch(ArrowBytes.compressed(batch))
                    .setRowCount(count);
            rows.setArrowBatches(List.of(arrow));
        }
        query.fetched(from + count);
        return new TFetchResultsResp(ThriftApi.ok()).setResults(rows).setHasMoreRows(from + count < result.rows());
    }
}
