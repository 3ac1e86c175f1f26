package dev.askdesk.adapters.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as the text of cells, the same for every engine. */
final class Cells {
    /** Decimals keep their digits, zeros at the end too. */
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME;

    private Cells() {}

    /** NaN and the infinities, such as 1/0, are no decimals: they count as missing. */
    static @Nullable String number(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (!Double.isFinite(number)) {
                return null;
            }
            // The shortest text that reads back as the same number, so that 0.1 stays 0.1.
            String shortest = value.toString();
            boolean plain = shortest.indexOf('E') < 0 && !shortest.endsWith(".0");
            return plain
                    ? shortest
                    : new BigDecimal(shortest).stripTrailingZeros().toPlainString();
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    /** A wall clock's time, of no zone. */
    static String timestamp(LocalDateTime value) {
        return value.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** A moment, whatever zone a session shows it in. */
    static String instant(OffsetDateTime value) {
        return value.withOffsetSameInstant(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    static String date(LocalDate value) {
        return value.toString();
    }

    static String time(LocalTime value) {
        return value.format(TIME);
    }

    static String bytes(byte[] value) {
        return HexFormat.of().withUpperCase().formatHex(value);
    }

    /** JSON without needless spaces; the text itself where it is none. */
    static String json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node == null ? text : JSON.writeValueAsString(node);
        } catch (JsonProcessingException notJson) {
            return text;
        }
    }

    /** Lists, structures and maps of values as JSON. */
    static String json(Object value) throws SQLException {
        try {
            return JSON.writeValueAsString(node(value));
        } catch (JsonProcessingException e) {
            throw new SQLException("A nested value cannot be written.", e);
        }
    }

    private static JsonNode node(@Nullable Object value) throws SQLException {
        JsonNodeFactory nodes = JSON.getNodeFactory();
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Array array) {
            return node(array.getArray());
        }
        if (value instanceof Object[] items) {
            ArrayNode list = nodes.arrayNode();
            for (Object item : items) {
                list.add(node(item));
            }
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                object.set(String.valueOf(scalar(entry.getKey())), node(entry.getValue()));
            }
            return object;
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Number) {
            String number = number(value);
            return number == null ? nodes.nullNode() : nodes.numberNode(new BigDecimal(number));
        }
        return nodes.textNode(scalar(value));
    }

    private static @Nullable String scalar(@Nullable Object value) {
        if (value instanceof LocalDateTime local) {
            return timestamp(local);
        }
        if (value instanceof Timestamp local) {
            return timestamp(local.toLocalDateTime());
        }
        if (value instanceof OffsetDateTime instant) {
            return instant(instant);
        }
        if (value instanceof LocalTime time) {
            return time(time);
        }
        return value == null ? null : value.toString();
    }

    /**
     * A span of time in words and a clock, such as {@code 1 year 2 months 3 days 04:05:06.5}.
     *
     * @param months whose years are told apart
     * @param micros of the part below a day
     */
    static String interval(long months, long days, long micros) {
        StringBuilder text = new StringBuilder();
        unit(text, months / 12, "year");
        unit(text, months % 12, "month");
        unit(text, days, "day");
        if (micros != 0 || text.isEmpty()) {
            long size = Math.abs(micros);
            String fraction =
                    String.format(Locale.ROOT, "%06d", size % 1_000_000).replaceAll("0+$", "");
            text.append(text.isEmpty() ? "" : " ")
                    .append(micros < 0 ? "-" : "")
                    .append(String.format(
                            Locale.ROOT,
                            "%02d:%02d:%02d",
                            size / 3_600_000_000L,
                            size / 60_000_000 % 60,
                            size / 1_000_000 % 60))
                    .append(fraction.isEmpty() ? "" : "." + fraction);
        }
        return text.toString();
    }

    /** Microseconds of a clock's hours, minutes, seconds and what follows their point. */
    static long micros(String hours, String minutes, String seconds, @Nullable String fraction) {
        String digits = fraction == null ? "0" : (fraction + "000000").substring(0, 6);
        return ((Long.parseLong(hours) * 60 + Long.parseLong(minutes)) * 60 + Long.parseLong(seconds)) * 1_000_000
                + Long.parseLong(digits);
    }

    private static void unit(StringBuilder text, long count, String name) {
        if (count != 0) {
            text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(name);
            text.append(Math.abs(count) == 1 ? "" : "s");
        }
    }
}
