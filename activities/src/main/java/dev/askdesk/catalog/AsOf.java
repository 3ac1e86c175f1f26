package dev.askdesk.catalog;

import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Table;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query for the newest date of a database. */
final class AsOf {
    /** The largest tables are the ones that grow. */
    private static final int MAX_TABLES = 10;

    private AsOf() {}

    /** The query, or {@code null} where no table is dated or all dates are in the future. */
    static @Nullable String newest(List<TableSurvey> surveys, List<Table> tables, List<Join> joins, Surveyor surveyor) {
        Set<String> described = joins.stream().map(Join::oneTable).collect(Collectors.toSet());
        Set<String> describing = joins.stream().map(Join::manyTable).collect(Collectors.toSet());
        Map<String, Long> rows = new HashMap<>();
        surveys.forEach(survey -> rows.put(survey.table().name(), survey.rows()));
        List<Table> dated = tables.stream()
                .filter(table -> table.date() != null && rows.getOrDefault(table.name(), 0L) != 0)
                .toList();
        List<Table> facts = dated.stream()
                .filter(table -> describing.contains(table.name()) || !described.contains(table.name()))
                .sorted(Comparator.comparing((Table table) -> rows.getOrDefault(table.name(), 0L))
                        .reversed())
                .limit(MAX_TABLES)
                .toList();
        String newest = (facts.isEmpty() ? dated.stream().limit(MAX_TABLES) : facts.stream())
                .map(table -> newest(table, surveyor))
                .collect(Collectors.joining(" UNION ALL "));
        String query = "SELECT MAX(newest) AS as_of FROM (" + newest + ") AS dates";
        return newest.isEmpty() || surveyor.cell(query) == null ? null : query;
    }

    private static String newest(Table table, Surveyor surveyor) {
        String day = "CAST(" + surveyor.columnName(String.valueOf(table.date())) + " AS DATE)";
        return "SELECT MAX(" + day + ") AS newest FROM " + surveyor.table(table.name()) + " WHERE " + day
                + " <= CURRENT_DATE";
    }
}
