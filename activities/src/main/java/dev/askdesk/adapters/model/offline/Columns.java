package dev.askdesk.adapters.model.offline;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Term.ColumnTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the columns of a catalog are good for. */
final class Columns {
    private static final Pattern SUMMED = Pattern.compile("(?i)(?:sum|avg)\\(\\s*\\{t\\}\\.\"?(\\w+)\"?\\s*\\)");
    private static final Pattern NUMBER = Pattern.compile(
            "(?i)^(tinyint|smallint|u?integer|int\\d*|u?bigint|hugeint|decimal|numeric|long|short|byte\\b|money|float\\d*|double|real).*");
    private final Catalog catalog;

    Columns(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A number that can be added up or compared: not an identifier. */
    boolean isNumber(ColumnTerm term) {
        String name = term.column().name().toLowerCase(Locale.ROOT);
        return NUMBER.matcher(term.column().type()).matches()
                && !term.column().key()
                && !name.endsWith("_id")
                && !isYear(term)
                && catalog.joins().stream().noneMatch(join -> join.many()
                        .equalsIgnoreCase(term.table().name() + "." + name));
    }

    /** A date or time, or a number that is a year. */
    boolean isDate(ColumnTerm term) {
        return term.column().type().toLowerCase(Locale.ROOT).matches("(date|timestamp).*") || isYear(term);
    }

    boolean isYear(ColumnTerm term) {
        return NUMBER.matcher(term.column().type()).matches()
                && term.column().name().toLowerCase(Locale.ROOT).matches("(.*_)?(year|vintage)(_.*)?");
    }

    /** The column that dates a table's rows. */
    @Nullable
    ColumnTerm date(Catalog.Table table) {
        String date = table.date();
        return date == null
                ? null
                : table.column(date)
                        .map(column -> new ColumnTerm(table, column))
                        .orElse(null);
    }

    /** The column that a measure adds up, where it is as simple as that. */
    @Nullable
    ColumnTerm summedBy(Catalog.Table table, Catalog.Measure measure) {
        Matcher matcher = SUMMED.matcher(measure.sql());
        return matcher.matches()
                ? table.column(matcher.group(1))
                        .map(column -> new ColumnTerm(table, column))
                        .orElse(null)
                : null;
    }

    /** The amount that a table is about: what its first measure adds up, else its first number with a unit. */
    @Nullable
    ColumnTerm amount(Catalog.Table table) {
        for (Catalog.Measure measure : catalog.measures()) {
            if (measure.table().equalsIgnoreCase(table.name())) {
                ColumnTerm summed = summedBy(table, measure);
                if (summed != null) {
                    return summed;
                }
            }
        }
        List<ColumnTerm> numbers = table.columns().stream()
                .map(column -> new ColumnTerm(table, column))
                .filter(this::isNumber)
                .toList();
        return numbers.stream()
                .filter(term -> term.column().unit() != null)
                .findFirst()
                .orElse(null);
    }

    /** The columns that name a row to people: the label, else a first and a last name, else the key. */
    List<ColumnTerm> labels(Catalog.Table table) {
        String label = table.label();
        if (label != null) {
            return table.column(label)
                    .map(column -> List.of(new ColumnTerm(table, column)))
                    .orElse(List.of());
        }
        List<ColumnTerm> names = new ArrayList<>();
        for (String name : List.of("first_name", "last_name")) {
            table.column(name).ifPresent(column -> names.add(new ColumnTerm(table, column)));
        }
        return names;
    }

    /** The table's key, empty where the catalog names none. */
    static List<ColumnTerm> key(Catalog.Table table) {
        return table.columns().stream()
                .filter(Catalog.Column::key)
                .map(column -> new ColumnTerm(table, column))
                .toList();
    }

    /** A table whose rows are states of the same things at many dates, of which only the latest count by default. */
    static boolean isSnapshot(Catalog.Table table) {
        return table.date() != null && table.defaultFilters().stream().anyMatch(Catalog.DefaultFilter::liftedByDate);
    }
}
