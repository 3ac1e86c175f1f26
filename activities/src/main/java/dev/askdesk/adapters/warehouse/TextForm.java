package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.ResultReader.CellReader;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of Databricks whose values are made text by the server. The driver hands every point of time over by way of
 * {@code java.sql.Timestamp} and {@code Date}, which have no hour or day that the zone of this JVM skips, and takes the
 * zeros off decimals within structures: where a result has such columns, the server writes them itself.
 *
 * <p>Nor have those classes, in any zone, the days from 5 to 14 October 1582, which come ten days late where nothing else
 * asks for this form: to send every query with a date twice would cost more than those days are worth.
 */
final class TextForm {
    private static final DateTimeFormatter SERVERS = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.EXCEEDS_PAD)
            .appendPattern("-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    /** Where nothing else is said, the server cuts the times within JSON at milliseconds. */
    private static final String OPTIONS = "map('ignoreNullFields', 'false', 'timeZone', 'UTC',"
            + " 'timestampFormat', 'yyyy-MM-dd HH:mm:ss.SSSSSSXXX', 'timestampNTZFormat', 'yyyy-MM-dd HH:mm:ss.SSSSSS')";

    /** A moment or a wall clock as those options have it. */
    private static final Pattern NESTED =
            Pattern.compile("(\"\\d{4,}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)\\.(\\d{6})(Z?\")");

    private static final boolean IS_UTC = ZoneId.systemDefault().getRules().equals(ZoneOffset.UTC.getRules());

    private final List<String> names;
    private final List<String> engineTypes;

    private TextForm(List<String> names, List<String> engineTypes) {
        this.names = names;
        this.engineTypes = engineTypes;
    }

    /** The text form of a result; {@code null} where the driver's own values are right. */
    static @Nullable TextForm neededFor(ResultSetMetaData columns) throws SQLException {
        boolean needed = false;
        List<String> names = new ArrayList<>();
        List<String> engineTypes = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String type = columns.getColumnTypeName(i);
            names.add(columns.getColumnLabel(i));
            engineTypes.add(type);
            needed |= isUnsound(type);
        }
        return needed ? new TextForm(names, engineTypes) : null;
    }

    private static boolean isUnsound(String engineType) {
        return switch (DatabricksCells.base(engineType)) {
            case "ARRAY", "STRUCT", "MAP" -> true;
            // In JSON a moment comes in the zone of this JVM, whatever that is.
            case "TIMESTAMP" -> !IS_UTC;
            case "TIMESTAMP_NTZ" -> skips(Duration.ofSeconds(1));
            case "DATE" -> skips(Duration.ofDays(1));
            default -> false;
        };
    }

    /** Whether clocks of this JVM's zone were ever put forward by so much. UTC's were not. */
    private static boolean skips(Duration atLeast) {
        ZoneRules rules = ZoneId.systemDefault().getRules();
        // Where a rule moves clocks for ever, it moved them in the years that are listed as well.
        return rules.getTransitions().stream()
                .anyMatch(change -> change.isGap() && change.getDuration().compareTo(atLeast) >= 0);
    }

    String sql(String statement) {
        List<String> selected = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String column = "c" + i;
            plain.add(column);
            String value =
                    switch (DatabricksCells.base(engineTypes.get(i))) {
                        case "ARRAY", "STRUCT", "MAP" -> "to_json(" + column + ", " + OPTIONS + ")";
                        case "TIMESTAMP", "TIMESTAMP_NTZ", "DATE" -> "CAST(" + column + " AS STRING)";
                        default -> column;
                    };
            selected.add(value + " AS `" + names.get(i).replace("`", "``") + "`");
        }
        return "SELECT " + String.join(", ", selected) + " FROM (" + statement + ") AS r(" + String.join(", ", plain)
                + ")";
    }

    /** Reads what the server wrote, as if it was of the first form. */
    CellReader reader() {
        DatabricksCells driver = new DatabricksCells();
        return new CellReader() {
            @Override
            public String type(ResultSetMetaData columns, int column) {
                return DatabricksCells.type(engineTypes.get(column - 1));
            }

            @Override
            public @Nullable String cell(ResultSet row, int column, String type, String engineType)
                    throws SQLException {
                String known = engineTypes.get(column - 1);
                return switch (DatabricksCells.base(known)) {
                    case "ARRAY", "STRUCT", "MAP" -> json(row.getString(column), known);
                    case "DATE" -> row.getString(column);
                    case "TIMESTAMP", "TIMESTAMP_NTZ" -> timestamp(row.getString(column), known);
                    default -> driver.cell(row, column, type, known);
                };
            }
        };
    }

    /** Times have the digits that they need, as they have outside of structures. */
    private static @Nullable String json(@Nullable String text, String engineType) {
        if (text == null) {
            return null;
        }
        String json = Cells.json(text);
        boolean isTimed = engineType.toUpperCase(Locale.ROOT).contains("TIMESTAMP");
        return isTimed ? NESTED.matcher(json).replaceAll(TextForm::time) : json;
    }

    private static String time(MatchResult found) {
        String fraction = ("." + found.group(3)).replaceAll("\\.?0+$", "");
        return found.group(1) + "T" + found.group(2) + fraction + found.group(4);
    }

    private static @Nullable String timestamp(@Nullable String text, String engineType) {
        if (text == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.parse(text, SERVERS);
        return DatabricksCells.base(engineType).equals("TIMESTAMP_NTZ")
                ? Cells.timestamp(local)
                : Cells.instant(OffsetDateTime.of(local, ZoneOffset.UTC));
    }
}
