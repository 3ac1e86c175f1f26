package dev.askdesk.databricksdouble;

import com.databricks.internal.apache.arrow.memory.BufferAllocator;
import com.databricks.internal.apache.arrow.vector.BigIntVector;
import com.databricks.internal.apache.arrow.vector.BitVector;
import com.databricks.internal.apache.arrow.vector.DateDayVector;
import com.databricks.internal.apache.arrow.vector.DecimalVector;
import com.databricks.internal.apache.arrow.vector.DurationVector;
import com.databricks.internal.apache.arrow.vector.FieldVector;
import com.databricks.internal.apache.arrow.vector.Float4Vector;
import com.databricks.internal.apache.arrow.vector.Float8Vector;
import com.databricks.internal.apache.arrow.vector.IntVector;
import com.databricks.internal.apache.arrow.vector.IntervalYearVector;
import com.databricks.internal.apache.arrow.vector.SmallIntVector;
import com.databricks.internal.apache.arrow.vector.TimeStampVector;
import com.databricks.internal.apache.arrow.vector.TinyIntVector;
import com.databricks.internal.apache.arrow.vector.VarBinaryVector;
import com.databricks.internal.apache.arrow.vector.VarCharVector;
import com.databricks.internal.apache.arrow.vector.VectorSchemaRoot;
import com.databricks.internal.apache.arrow.vector.ipc.ArrowStreamWriter;
import com.databricks.internal.apache.arrow.vector.types.DateUnit;
import com.databricks.internal.apache.arrow.vector.types.FloatingPointPrecision;
import com.databricks.internal.apache.arrow.vector.types.IntervalUnit;
import com.databricks.internal.apache.arrow.vector.types.TimeUnit;
import com.databricks.internal.apache.arrow.vector.types.pojo.ArrowType;
import com.databricks.internal.apache.arrow.vector.types.pojo.Field;
import com.databricks.internal.apache.arrow.vector.types.pojo.FieldType;
import com.databricks.internal.apache.arrow.vector.types.pojo.Schema;
import com.databricks.internal.jpountz.lz4.LZ4FrameOutputStream;
import com.databricks.jdbc.api.impl.arrow.ArrowBufferAllocator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows as a stream of Arrow's, with each column's SQL type in its metadata. */
final class ArrowBytes {

    private ArrowBytes() {}

    static byte[] of(Result result, int chunk, String zone, boolean lz4) {
        byte[] plain = stream(result, zone, result.chunk(chunk));
        return lz4 ? compressed(plain) : plain;
    }

    static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 = new LZ4FrameOutputStream(out)) {
            lz4.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static byte[] stream(Result result, String zone, List<@Nullable Object[]> rows) {
        Parts parts = parts(result, zone, rows);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(parts.schema());
        out.writeBytes(parts.batch());
        out.writeBytes(parts.end());
        return out.toByteArray();
    }

    /** The messages of a stream, which Thrift carries apart. */
    @SuppressWarnings("ArrayRecordComponent")
    record Parts(byte[] schema, byte[] batch, byte[] end) {}

    static Parts parts(Result result, String zone, List<@Nullable Object[]> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BufferAllocator allocator = ArrowBufferAllocator.getBufferAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(schema(result, zone), allocator);
                ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
            for (int i = 0; i < result.names().size(); i++) {
                fill(root.getVector(i), result.types().get(i), rows, i);
            }
            root.setRowCount(rows.size());
            writer.start();
            byte[] schema = taken(out);
            writer.writeBatch();
            byte[] batch = taken(out);
            writer.end();
            return new Parts(schema, batch, taken(out));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] taken(ByteArrayOutputStream out) {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private static Schema schema(Result result, String zone) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < result.names().size(); i++) {
            ColumnType type = result.types().get(i);
            fields.add(new Field(
                    result.names().get(i),
                    new FieldType(true, arrow(type, zone), null, Map.of("Spark:DataType:SqlName", type.text())),
                    null));
        }
        return new Schema(fields);
    }

    private static ArrowType arrow(ColumnType type, String zone) {
        return switch (type.name()) {
            case "BYTE" -> new ArrowType.Int(8, true);
            case "SHORT" -> new ArrowType.Int(16, true);
            case "INT" -> new ArrowType.Int(32, true);
            case "LONG" -> new ArrowType.Int(64, true);
            case "FLOAT" -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
            case "DOUBLE" -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case "BOOLEAN" -> new ArrowType.Bool();
            case "DATE" -> new ArrowType.Date(DateUnit.DAY);
            case "TIMESTAMP" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, zone);
            case "TIMESTAMP_NTZ" -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
            case "BINARY" -> new ArrowType.Binary();
            case "INTERVAL" ->
                type.equals(ColumnType.YEARS)
                        ? new ArrowType.Interval(IntervalUnit.YEAR_MONTH)
                        : new ArrowType.Duration(TimeUnit.MICROSECOND);
            case "DECIMAL" -> new ArrowType.Decimal(size(type.precision()), size(type.scale()), 128);
            default -> new ArrowType.Utf8();
        };
    }

    private static int size(@Nullable Integer digits) {
        return digits == null ? 0 : digits;
    }

    private static void fill(FieldVector vector, ColumnType type, List<@Nullable Object[]> rows, int column) {
        vector.setInitialCapacity(rows.size());
        vector.allocateNew();
        for (int row = 0; row < rows.size(); row++) {
            Object value = rows.get(row)[column];
            if (value == null) {
                vector.setNull(row);
            } else {
                set(vector, row, value, type);
            }
        }
        vector.setValueCount(rows.size());
    }

    private static void set(FieldVector vector, int row, Object value, ColumnType type) {
        if (value instanceof Number number && vector instanceof TinyIntVector small) {
            small.setSafe(row, number.intValue());
        } else if (value instanceof Number number && vector instanceof SmallIntVector small) {
            small.setSafe(row, number.intValue());
        } else if (value instanceof Number number && vector instanceof IntVector ints) {
            ints.setSafe(row, number.intValue());
        } else if (value instanceof Number number && vector instanceof BigIntVector longs) {
            longs.setSafe(row, number.longValue());
        } else if (value instanceof Number number && vector instanceof Float4Vector floats) {
            floats.setSafe(row, number.floatValue());
        } else if (value instanceof Number number && vector instanceof Float8Vector doubles) {
            doubles.setSafe(row, number.doubleValue());
        } else if (value instanceof Number number && vector instanceof DateDayVector days) {
            days.setSafe(row, number.intValue());
        } else if (value instanceof Number number && vector instanceof TimeStampVector micros) {
            micros.setSafe(row, number.longValue());
        } else if (value instanceof Boolean yes && vector instanceof BitVector bits) {
            bits.setSafe(row, yes ? 1 : 0);
        } else if (value instanceof BigDecimal decimal && vector instanceof DecimalVector decimals) {
            decimals.setSafe(row, decimal.setScale(size(type.scale())));
        } else if (vector instanceof DurationVector durations) {
            durations.setSafe(row, ((Number) value).longValue());
        } else if (value instanceof Number number && vector instanceof IntervalYearVector months) {
            months.setSafe(row, number.intValue());
        } else if (vector instanceof VarBinaryVector binaries) {
            binaries.setSafe(row, Base64.getMimeDecoder().decode(value.toString()));
        } else if (vector instanceof VarCharVector texts) {
            texts.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
