package dev.askdesk.activities.ask;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What a result says, as a short text by which results are compared: its rows in any order, with columns in any order. */
final class Fingerprint {
    private static final int LENGTH = 16;

    private Fingerprint() {}

    /** {@code null} for a result that says nothing: no rows, or nothing but missing values. */
    static @Nullable String of(QueryResult result) {
        boolean empty = result.rows().stream().allMatch(row -> row.stream().allMatch(cell -> cell == null));
        if (empty) {
            return null;
        }
        List<String> rows = result.rows().stream()
                .map(row -> String.join(
                        "\u0001",
                        row.stream().map(Fingerprint::comparable).sorted().toList()))
                .sorted()
                .toList();
        return DigestUtils.sha256Hex(String.join("\u0002", rows)).substring(0, LENGTH);
    }

    private static String comparable(@Nullable String cell) {
        if (cell == null) {
            return "";
        }
        try {
            return new BigDecimal(cell)
                    .setScale(2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException text) {
            return cell.replace("T00:00:00", "");
        }
    }
}
