package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.Query.Limits;
import dev.askdesk.workflows.ask.Problem;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Hands the rows of a result set over as text cells, until there are none or a limit is reached. */
final class ResultReader {

    /** How one engine's driver tells a column's values. */
    interface CellReader {
        /** Of the types of {@link dev.askdesk.workflows.ask.Preview}. */
        String type(ResultSetMetaData columns, int column) throws SQLException;

        /**
         * @param type as above
         * @param engineType as the driver names it
         */
        @Nullable
        String cell(ResultSet row, int column, String type, String engineType) throws SQLException;
    }

    /** @param truncated whether there are more rows */
    record Read(long rows, boolean truncated) {}

    private final CellReader cells;
    private final Limits limits;

    ResultReader(CellReader cells, Limits limits) {
        this.cells = cells;
        this.limits = limits;
    }

    /** @throws StatementException the cells have more characters than they may */
    Read read(StatementRun run, ResultSet rows, RowSink sink) throws SQLException, StatementException {
        run.at(Watch.Moment.READING);
        ResultSetMetaData meta = rows.getMetaData();
        int width = meta.getColumnCount();
        List<String> columns = new ArrayList<>(width);
        List<String> types = new ArrayList<>(width);
        List<String> engineTypes = new ArrayList<>(width);
        for (int i = 1; i <= width; i++) {
            columns.add(meta.getColumnLabel(i));
            types.add(cells.type(meta, i));
            engineTypes.add(String.valueOf(meta.getColumnTypeName(i)));
        }
        run.begin(sink, List.copyOf(columns), List.copyOf(types));
        long read = 0;
        long characters = 0;
        while (rows.next()) {
            if (read == limits.rows()) {
                return new Read(read, true);
            }
            List<@Nullable String> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                String cell = cells.cell(rows, i, types.get(i - 1), engineTypes.get(i - 1));
                characters += cell == null ? 0 : cell.length();
                row.add(cell);
            }
            if (characters > limits.characters()) {
                throw tooLarge();
            }
            run.row(sink, row);
            read++;
        }
        return new Read(read, false);
    }

    private StatementException tooLarge() {
        Problem problem = Problem.of(
                Problem.Kind.TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "The result holds more than %,d characters; select fewer or shorter columns.",
                        limits.characters()));
        return new StatementException(problem, null);
    }
}
