package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.TableSurvey.ColumnSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A column as the draft of a catalog has it: a list of kinds, names to look up, or just values. */
final class ColumnDraft {
    private static final int MAX_ENUMERATION = 20;
    /** So many rows for each value, at least, make a list of kinds rather than of names. */
    private static final int ROWS_A_VALUE = 3;

    private static final int LONG_VALUE = 80;
    private static final int MANY_WORDS = 6;
    private static final long MANY_VALUES = 100_000;
    private static final int NAMED = 3;
    /** Columns of such names hold sentences or addresses, whose words are everywhere. */
    private static final Set<String> PROSE = Set.of(
            "description",
            "comment",
            "comments",
            "note",
            "notes",
            "message",
            "body",
            "remark",
            "remarks",
            "memo",
            "text",
            "address",
            "street",
            "bio",
            "details",
            "summary");

    private ColumnDraft() {}

    /** @param isLabel whether the column names the table's rows */
    static Column of(TableSurvey survey, DatabaseColumn column, boolean isLabel) {
        ColumnKind kind = ColumnKind.of(column.type());
        ColumnSurvey seen = survey.column(column.name());
        String spoken = String.join(" ", NameWords.spoken(column.name()));
        boolean readable = kind == ColumnKind.TEXT && !seen.samples().isEmpty() && !ColumnKind.areCodes(seen.samples());
        boolean enumeration = readable && !isLabel && isEnumeration(column.name(), seen);
        boolean lookup = readable && !enumeration && isWorthLookingUp(survey, column.name(), seen, isLabel);
        return new Column(
                column.name(),
                column.type(),
                columnDescription(survey, column, seen, lookup),
                spoken.equalsIgnoreCase(column.name()) ? List.of() : List.of(spoken),
                survey.table().primaryKey().stream().anyMatch(column.name()::equalsIgnoreCase),
                lookup ? new Lookup(null, null, null) : null,
                enumeration ? values(seen) : Map.of(),
                null);
    }

    private static boolean isEnumeration(String column, ColumnSurvey seen) {
        return seen.distinct() <= MAX_ENUMERATION
                && seen.distinct() * ROWS_A_VALUE <= seen.filled()
                && seen.length() <= LONG_VALUE / 2.0
                && isNoProse(column, seen);
    }

    private static boolean isWorthLookingUp(TableSurvey survey, String column, ColumnSurvey seen, boolean isLabel) {
        double distinctShare = seen.filled() == 0 ? 0 : (double) seen.distinct() / seen.filled();
        boolean few = distinctShare * Math.max(survey.rows(), 0) <= MANY_VALUES;
        return seen.length() <= LONG_VALUE && isNoProse(column, seen) && (few || isLabel);
    }

    private static boolean isNoProse(String column, ColumnSurvey seen) {
        double words = seen.samples().stream()
                .mapToInt(value -> value.trim().split("\\s+").length)
                .average()
                .orElse(0);
        return words <= MANY_WORDS && NameWords.spoken(column).stream().noneMatch(PROSE::contains);
    }

    private static Map<String, List<String>> values(ColumnSurvey seen) {
        return seen.samples().stream()
                .collect(Collectors.toMap(value -> value, value -> List.of(), (one, other) -> one, TreeMap::new));
    }

    private static String columnDescription(
            TableSurvey survey, DatabaseColumn column, ColumnSurvey seen, boolean withSamples) {
        List<String> parts = new ArrayList<>();
        if (column.comment() != null && !column.comment().isBlank()) {
            parts.add(CatalogDraft.sentence(column.comment()));
        }
        if (!column.tags().isEmpty()) {
            parts.add("Tagged " + String.join(", ", column.tags()) + ".");
        }
        if (column.mask() != null) {
            parts.add("Masked for some users (" + column.mask() + ").");
        }
        if (withSamples) {
            parts.add(seen.samples().stream()
                    .limit(NAMED)
                    .map(value -> value.trim().replaceAll("\\s+", " "))
                    .collect(Collectors.joining(", ", "Such as ", ".")));
        }
        long missing = survey.looked() - seen.filled();
        if (survey.columns().containsKey(column.name()) && missing > 0) {
            String share = missing == survey.looked()
                    ? "all"
                    : Math.max(1, Math.round(100.0 * missing / survey.looked())) + " % of";
            parts.add("Missing in " + share + " rows.");
        }
        return String.join(" ", parts);
    }
}
