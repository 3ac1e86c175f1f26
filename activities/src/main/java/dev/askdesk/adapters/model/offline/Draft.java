package dev.askdesk.adapters.model.offline;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Term.ColumnTerm;
import dev.askdesk.grounding.Term.ValueTerm;
import dev.askdesk.grounding.TimeSpan;
import dev.askdesk.grounding.TimeSpan.Grain;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a question asks for, in the terms of the catalog and before any join is chosen. Where the words leave open
 * which column is meant, all candidates are kept.
 */
final class Draft {
    /** Tables whose rows are asked for; with figures, what they are grouped by. */
    final List<Catalog.Table> wanted = new ArrayList<>();
    /** Figures that are asked for. */
    final List<Figure> figures = new ArrayList<>();
    /** What figures are grouped by. */
    final List<Group> groups = new ArrayList<>();
    /** Columns that are asked for beside the rows' labels; candidates each. */
    final List<List<ColumnTerm>> shown = new ArrayList<>();

    final List<ValueCondition> values = new ArrayList<>();
    final List<TimeCondition> times = new ArrayList<>();
    final List<BoundCondition> bounds = new ArrayList<>();
    /** Tables in which the asked rows must have, or lack, a row. */
    final List<Presence> presences = new ArrayList<>();
    /** Columns that must be missing; candidates each. */
    final List<List<ColumnTerm>> missing = new ArrayList<>();
    /** Columns that must not be missing; candidates each. */
    final List<List<ColumnTerm>> present = new ArrayList<>();
    /** Every table that the question names in one way or another, in its order. */
    final List<Catalog.Table> mentioned = new ArrayList<>();
    /** Joins whose role the question names. */
    final List<Catalog.Join> roles = new ArrayList<>();

    @Nullable
    Grain grain;

    @Nullable
    Ranking ranking;

    /** An aggregate: a measure, a function of a column, or a count of rows. */
    sealed interface Figure {
        Catalog.Table table();

        record OfMeasure(Catalog.Table table, Catalog.Measure measure) implements Figure {}

        /** @param function SQL name of the aggregate */
        record OfColumn(Catalog.Table table, Catalog.Column column, String function) implements Figure {}

        record CountOf(Catalog.Table table) implements Figure {}
    }

    /** @param columns candidates; empty for the rows of the table, named by its label */
    record Group(Catalog.Table table, List<ColumnTerm> columns) {}

    /** @param terms candidates of one column each, or several values of one column, any of which will do */
    record ValueCondition(List<ValueTerm> terms, boolean negated) {}

    /** @param columns candidates of the date that is meant; empty for the table's own */
    record TimeCondition(TimeSpan span, List<ColumnTerm> columns) {}

    /** @param columns candidates; empty when the bound is on the figure or on the count of {@code counted} */
    record BoundCondition(Bound bound, List<ColumnTerm> columns, Catalog.@Nullable Table counted) {}

    /**
     * @param filter condition of a measure on the table's rows, with {@code {t}}; {@code null} for none
     * @param values conditions on the rows that must not be there: "did not commit to Fund I"
     * @param times the same for times
     */
    record Presence(
            Catalog.Table table,
            @Nullable String filter,
            boolean negated,
            List<ValueCondition> values,
            List<TimeCondition> times) {
        Presence(Catalog.Table table, @Nullable String filter, boolean negated) {
            this(table, filter, negated, new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * @param number rows to keep; 0 for one
     * @param byDate whether the order is that of the date, not of the figure
     * @param columns candidates of the column that orders; empty for the figure, or the table's main amount
     */
    record Ranking(boolean descending, int number, boolean byDate, List<ColumnTerm> columns) {}

    boolean isEmpty() {
        return wanted.isEmpty() && figures.isEmpty() && shown.isEmpty();
    }
}
