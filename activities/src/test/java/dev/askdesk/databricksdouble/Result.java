package dev.askdesk.databricksdouble;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a statement, kept in a table of DuckDB's and read a chunk at a time. */
final class Result implements AutoCloseable {

    private final Connection connection;
    private final List<String> names = new ArrayList<>();
    private final List<ColumnType> types = new ArrayList<>();
    private final int chunkRows;
    private long rows;
    private boolean truncated;

    private Result(Connection connection, int chunkRows) {
        this.connection = connection;
        this.chunkRows = chunkRows;
    }

    /** Of a statement without rows and columns. */
    static Result empty(Connection connection) {
        return new Result(connection, 1);
    }

    /** @param limit of rows; 0 for all */
    static Result of(Connection connection, Statement statement, Dialect.Translated query, long limit, int chunkRows)
            throws SQLException {
        Result result = new Result(connection, chunkRows);
        try (ResultSet columns = statement.executeQuery("DESCRIBE " + query.sql())) {
            while (columns.next()) {
                String type = columns.getString(2);
                boolean sum = query.sums() && type.equals("HUGEINT");
                result.names.add(columns.getString(1).strip());
                result.types.add(ColumnType.of(sum ? "BIGINT" : type));
            }
        }
        String list =
                IntStream.range(0, result.names.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String source = limit > 0 ? "SELECT * FROM (" + query.sql() + ") LIMIT " + (limit + 1) : query.sql();
        statement.execute("CREATE TEMP TABLE result(" + list + ") AS " + source);
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM temp.main.result")) {
            count.next();
            result.rows = count.getLong(1);
        }
        result.tellIntervals(statement);
        result.truncated = limit > 0 && result.rows > limit;
        result.rows = result.truncated ? limit : result.rows;
        return result;
    }

    private void tellIntervals(Statement statement) throws SQLException {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).name().equals("INTERVAL")) {
                String months = ColumnType.HAS_MONTHS.replace("%s", "c" + i);
                try (ResultSet any = statement.executeQuery("SELECT bool_or(" + months + ") FROM temp.main.result")) {
                    any.next();
                    types.set(i, any.getBoolean(1) ? ColumnType.YEARS : types.get(i));
                }
            }
        }
    }

    List<String> names() {
        return names;
    }

    List<ColumnType> types() {
        return types;
    }

    long rows() {
        return rows;
    }

    boolean isTruncated() {
        return truncated;
    }

    int chunkRows() {
        return chunkRows;
    }

    int chunks() {
        return (int) ((rows + chunkRows - 1) / chunkRows);
    }

    long offset(int chunk) {
        return (long) chunk * chunkRows;
    }

    int rowsIn(int chunk) {
        return (int) Math.min(chunkRows, rows - offset(chunk));
    }

    List<@Nullable Object[]> chunk(int chunk) {
        return rows(offset(chunk), rowsIn(chunk));
    }

    /** Values as {@link ColumnType#reading} reads them. */
    synchronized List<@Nullable Object[]> rows(long from, int count) {
        List<@Nullable Object[]> read = new ArrayList<>(Math.max(0, count));
        if (count <= 0 || names.isEmpty()) {
            return read;
        }
        String columns = IntStream.range(0, types.size())
                .mapToObj(i -> types.get(i).reading().replace("%s", "c" + i))
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM temp.main.result WHERE rowid >= " + from + " AND rowid < "
                + (from + count) + " ORDER BY rowid";
        try (Statement statement = connection.createStatement();
                ResultSet page = statement.executeQuery(sql)) {
            while (page.next()) {
                @Nullable Object[] row = new Object[types.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = page.getObject(i + 1);
                }
                read.add(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return read;
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
