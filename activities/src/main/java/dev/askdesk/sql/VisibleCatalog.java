package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.grounding.Withheld;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as somebody may see it. Nothing in it tells of what is hidden from them: neither tables, columns, joins,
 * figures and verified questions, nor what people wrote about the others; and nothing in it was taken from rows that they
 * may not see, but for its short lists of values, which have to be held against the rows.
 *
 * <p>Conditions that hold by default stay, as they are put in without anybody being told; the guard refuses those that
 * read what is hidden.
 */
public final class VisibleCatalog {
    /** Names and figures of rows, up to the end of the text: they may have full stops of their own. */
    private static final Pattern SAMPLES =
            Pattern.compile("(?is)[\\s,;:(]*\\b(?:such as|e\\.g\\.|for example|for instance)\\s.*");

    private static final Pattern SENTENCES = Pattern.compile("(?<=[.;!?])\\s+");

    private final Catalog whole;
    private final Visibility visibility;
    private final SqlGuard guard;

    private VisibleCatalog(Catalog whole, Visibility visibility) {
        this.whole = whole;
        this.visibility = visibility;
        this.guard = new SqlGuard(whole, 1);
    }

    public static Catalog of(Catalog whole, Visibility visibility) {
        VisibleCatalog cut = new VisibleCatalog(whole, visibility);
        Catalog seen = cut.seen();
        return told(seen, new Withheld(whole, seen));
    }

    private Catalog seen() {
        return new Catalog(
                whole.name(),
                whole.description(),
                whole.dialect(),
                whole.currency(),
                whole.asOf(),
                whole.complete(),
                visibility.visible(whole).stream()
                        .filter(table -> !table.columns().isEmpty())
                        .map(this::seen)
                        .toList(),
                whole.joins().stream().filter(this::shows).toList(),
                whole.measures().stream().filter(this::shows).toList(),
                whole.assumptions(),
                whole.verified().stream()
                        .filter(question -> guard.mayBeTold(question.sql(), visibility))
                        .toList(),
                whole.access());
    }

    private Table seen(Table table) {
        boolean allRows = visibility.rule(table).isEmpty();
        return new Table(
                table.name(),
                allRows ? table.description() : withoutSamples(table.description()),
                table.synonyms(),
                column(table, table.label()),
                column(table, table.date()),
                allRows
                        ? table.caveats()
                        : table.caveats().stream()
                                .map(VisibleCatalog::withoutSamples)
                                .toList(),
                table.defaultFilters().stream()
                        .map(filter -> reads(table, "1", filter.sql()) ? filter : untold(filter))
                        .toList(),
                table.columns().stream()
                        .map(column -> new Column(
                                column.name(),
                                column.type(),
                                allRows ? column.description() : withoutSamples(column.description()),
                                column.synonyms(),
                                column.key(),
                                lookup(table, column.lookup()),
                                column.values(),
                                column.unit()))
                        .toList());
    }

    private static @Nullable String column(Table seen, @Nullable String name) {
        return name != null && seen.column(name).isPresent() ? name : null;
    }

    private @Nullable Lookup lookup(Table table, @Nullable Lookup lookup) {
        if (lookup == null) {
            return null;
        }
        String prefer = lookup.prefer();
        String means = column(table, lookup.means());
        return prefer == null || reads(table, "1", prefer)
                ? new Lookup(prefer, lookup.assumption(), means)
                : new Lookup(null, null, means);
    }

    private boolean shows(Join join) {
        return shows(join.manyTable(), join.many()) && shows(join.oneTable(), join.one());
    }

    private boolean shows(String tableName, String columns) {
        return whole.table(tableName)
                .filter(table -> Arrays.stream(columns.split(","))
                        .map(column ->
                                column.substring(column.lastIndexOf('.') + 1).strip())
                        .allMatch(name -> table.column(name)
                                .filter(column -> visibility.shows(table, column))
                                .isPresent()))
                .isPresent();
    }

    private boolean shows(Measure measure) {
        return whole.table(measure.table())
                .filter(table -> reads(table, measure.sql(), measure.filter()))
                .isPresent();
    }

    /** Whether an expression over a table's rows, of which a condition holds, reads only what may be seen. */
    private boolean reads(Table table, String expression, @Nullable String condition) {
        String sql =
                "SELECT " + expression + " FROM " + Dialect.of(whole.dialect()).quotedParts(table.name()) + " AS t"
                        + (condition == null ? "" : " WHERE " + condition);
        return guard.admits(sql.replace("{t}", "t"), visibility);
    }

    private static DefaultFilter untold(DefaultFilter filter) {
        return new DefaultFilter(filter.sql(), "", filter.unless(), filter.liftedByDate());
    }

    private static String withoutSamples(String text) {
        String without = SAMPLES.matcher(text).replaceFirst("");
        return without.length() == text.length() || without.isEmpty() || without.endsWith(".")
                ? without
                : without + ".";
    }

    /** What people wrote, without the sentences that tell of what is hidden. */
    private static Catalog told(Catalog seen, Withheld withheld) {
        List<Table> tables = seen.tables().stream()
                .map(table -> new Table(
                        table.name(),
                        told(table.description(), withheld),
                        table.synonyms(),
                        table.label(),
                        table.date(),
                        table.caveats().stream()
                                .filter(caveat -> !withheld.isToldIn(caveat))
                                .toList(),
                        table.defaultFilters().stream()
                                .map(filter -> withheld.isToldIn(filter.assumption()) ? untold(filter) : filter)
                                .toList(),
                        table.columns().stream()
                                .map(column -> told(column, withheld))
                                .toList()))
                .toList();
        return new Catalog(
                seen.name(),
                told(seen.description(), withheld),
                seen.dialect(),
                seen.currency(),
                seen.asOf(),
                seen.complete(),
                tables,
                seen.joins(),
                seen.measures(),
                seen.assumptions().stream()
                        .filter(sentence -> !withheld.isToldIn(sentence))
                        .toList(),
                seen.verified(),
                seen.access());
    }

    private static Column told(Column column, Withheld withheld) {
        Lookup lookup = column.lookup();
        String assumption = lookup == null ? null : lookup.assumption();
        boolean tells = assumption != null && withheld.isToldIn(assumption);
        return new Column(
                column.name(),
                column.type(),
                told(column.description(), withheld),
                column.synonyms(),
                column.key(),
                lookup == null || !tells ? lookup : new Lookup(lookup.prefer(), null, lookup.means()),
                column.values(),
                column.unit());
    }

    private static String told(String text, Withheld withheld) {
        return withheld.isToldIn(text)
                ? SENTENCES
                        .splitAsStream(text)
                        .filter(sentence -> !withheld.isToldIn(sentence))
                        .collect(Collectors.joining(" "))
                : text;
    }
}
