package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import java.util.List;
import java.util.Map;

/**
 * What the data of a table looks like.
 *
 * @param rows all of them; -1 where they could not be counted
 * @param looked rows that the columns were measured on
 * @param columns by name; a column that was not looked at has {@link #UNKNOWN}
 */
record TableSurvey(DatabaseTable table, long rows, long looked, Map<String, ColumnSurvey> columns) {
    static final ColumnSurvey UNKNOWN = new ColumnSurvey(0, 0, 0, List.of());

    /**
     * @param filled rows in which the column is not NULL
     * @param distinct different values in them
     * @param length average length of a text
     * @param samples values of most rows first, at most {@value Surveyor#SAMPLES}
     */
    record ColumnSurvey(long filled, long distinct, double length, List<String> samples) {}

    ColumnSurvey column(String name) {
        return columns.getOrDefault(name, UNKNOWN);
    }

    boolean isPrimaryKey(String column) {
        return table.primaryKey().size() == 1 && table.primaryKey().get(0).equalsIgnoreCase(column);
    }

    /** Whether no two of the rows looked at share a value, and each has one. */
    boolean seemsUnique(String column) {
        ColumnSurvey survey = column(column);
        return looked > 0 && survey.filled() == looked && survey.distinct() == looked;
    }
}
