package dev.askdesk.rendering;

import dev.askdesk.workflows.ask.WarehouseUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What running a statement took, for people. */
public final class UseText {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private UseText() {}

    /** Empty for a database in this process, of which nobody has to know. */
    public static String of(@Nullable WarehouseUse use) {
        if (use == null || use.statementId() == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(String.format(Locale.ROOT, "%.1f s", use.millis() / 1000.0));
        Long rows = use.rowsRead();
        Long bytes = use.bytesRead();
        if (rows != null) {
            parts.add(
                    String.format(Locale.ROOT, "%,d rows read%s", rows, bytes == null ? "" : " (" + size(bytes) + ")"));
        }
        parts.add("statement " + use.statementId() + (use.warehouse() == null ? "" : " on " + use.warehouse()));
        return String.join(", ", parts);
    }

    private static String size(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
