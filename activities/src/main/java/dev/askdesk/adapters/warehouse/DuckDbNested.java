package dev.askdesk.adapters.warehouse;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * A list, structure or map of DuckDB's. The driver's own times in it lack hours that the JVM's zone skips, and take one for
 * the other where that zone has two: they are taken from the engine's text of the whole.
 */
final class DuckDbNested {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d(?::\\d\\d)*)?(?!\\w)");

    private static final DateTimeFormatter OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter(Locale.ROOT);

    private final List<MatchResult> told;
    private int used;

    /** @param text the engine's */
    DuckDbNested(String text) {
        told = TIME.matcher(text).results().toList();
    }

    /** In plain lists and maps. */
    Object plain(Object value) throws SQLException {
        used = 0;
        Object plain = node(value, true);
        // Other texts may look like times: then it is not known which are.
        return used == told.size() ? plain : node(value, false);
    }

    private Object node(Object value, boolean isTold) throws SQLException {
        if (value instanceof Array array) {
            return node(array.getArray(), isTold);
        }
        if (value instanceof Struct struct) {
            return node(((DuckDBStruct) struct).getMap(), isTold);
        }
        if (value instanceof Object[] items) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Object item : items) {
                list.add(item == null ? null : node(item, isTold));
            }
            return list.toArray();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object item = entry.getValue();
                plain.put(node(entry.getKey(), isTold), item == null ? null : node(item, isTold));
            }
            return plain;
        }
        boolean isTime = value instanceof Timestamp || value instanceof OffsetDateTime;
        return isTime && isTold ? time(value) : value;
    }

    private Object time(Object driver) {
        MatchResult text = used < told.size() ? told.get(used) : null;
        used++;
        if (text == null) {
            return driver;
        }
        String local = text.group(1) + "T" + text.group(2);
        if (text.group(3) == null) {
            return local;
        }
        return Cells.instant(OffsetDateTime.parse(local + text.group(3), OFFSET));
    }
}
