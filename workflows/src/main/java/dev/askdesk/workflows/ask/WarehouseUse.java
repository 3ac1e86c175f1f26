package dev.askdesk.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * What running a statement took, and where its trace is on the warehouse.
 *
 * @param warehouse which one it ran on; {@code null} where there is but one
 * @param statementId by which the warehouse's own history knows it; {@code null} where it keeps none
 * @param millis from when the statement began to run until its last row was read
 * @param rowsRead from tables; {@code null} where the warehouse does not tell
 * @param bytesRead from tables; {@code null} where the warehouse does not tell
 */
public record WarehouseUse(
        @Nullable String warehouse,
        @Nullable String statementId,
        long millis,
        @Nullable Long rowsRead,
        @Nullable Long bytesRead) {

    /** Of a warehouse that tells but the time. */
    public static WarehouseUse ofMillis(long millis) {
        return new WarehouseUse(null, null, millis, null, null);
    }
}
