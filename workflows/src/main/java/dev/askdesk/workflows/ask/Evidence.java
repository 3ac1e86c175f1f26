package dev.askdesk.workflows.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer rests on, so that a reader can check it.
 *
 * @param sql the statement that ran
 * @param tables catalogued tables that it reads
 * @param assumptions what was taken for granted, a sentence each
 * @param filters conditions that the statement puts on the rows, as SQL
 * @param asOf the newest date of the data, as the catalog defines it; {@code null} where it does not
 * @param rowCount rows returned by the warehouse
 * @param truncated whether the row limit cut the result
 * @param resultHandle where all returned rows are kept
 * @param verifiedQuery whether the SQL is a verified one of the catalog
 * @param use what running the statement took; {@code null} in answers of earlier versions
 * @param model the models that wrote the SQL and worded the rows, comma-separated
 */
public record Evidence(
        String sql,
        List<String> tables,
        List<String> assumptions,
        List<String> filters,
        @Nullable String asOf,
        long rowCount,
        boolean truncated,
        String resultHandle,
        boolean verifiedQuery,
        @Nullable WarehouseUse use,
        String model) {
    public Evidence {
        tables = List.copyOf(tables);
        assumptions = List.copyOf(assumptions);
        filters = List.copyOf(filters);
    }
}
