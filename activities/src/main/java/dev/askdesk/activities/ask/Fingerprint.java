package dev.askdesk.activities.ask;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a result says, as a short text by which results are compared: its rows in any order, with columns in any order. A
 * sum of digests, so that rows are taken as they come and none is kept.
 */
final class Fingerprint {
    private long rows;
    private long sum;
    private boolean hasValue;

    void add(List<@Nullable String> row) {
        String text = String.join(
                "\u0001", row.stream().map(Fingerprint::comparable).sorted().toList());
        rows++;
        sum += ByteBuffer.wrap(DigestUtils.sha256(text)).getLong();
        hasValue |= row.stream().anyMatch(cell -> cell != null);
    }

    /** {@code null} for a result that says nothing: no rows, or nothing but missing values. */
    @Nullable
    String text() {
        return hasValue ? String.format("%016x", sum ^ rows) : null;
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
