package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Lexicon;
import dev.askdesk.grounding.Nouns;
import dev.askdesk.grounding.Term.TableTerm;
import dev.askdesk.grounding.TimeWords;
import dev.askdesk.grounding.Words;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Finds what a question asks for and a statement leaves out, where that shows without understanding either: a name, a
 * time, the rows of "per fund", the "who" of a figure; and tables that are joined by what does not belong together. Such
 * a statement runs, and its figure is wrong without anybody seeing it.
 */
final class Omissions {
    private static final Pattern PER =
            Pattern.compile("(?i)\\b(?:per|by|for each|for every|each|every)\\s+(\\w+)(?:\\s+(\\w+))?");
    private static final Pattern WHICH =
            Pattern.compile("(?i)^\\W*(?:(?:in|for|from|to|at|by|with|of)\\s+)?(?:which|who|whose)\\b\\s*(\\w*)");
    private static final Pattern WHAT = Pattern.compile(
            "(?i)^\\W*what(?:['’]s|\\s+(?:is|was|are|were))\\s+(?:our|the)\\s+"
                    + "(?:most\\s+recent|latest|newest|earliest|oldest|first|last|biggest|largest|smallest)\\s+(\\w+)\\W*$");
    private static final Set<String> ROW_SUMS = Set.of("sum", "avg", "count", "median");
    /** Whose answer can be a figure of all rows: "which month saw the last exit?" */
    private static final Set<String> TIMES = Set.of("year", "quarter", "month", "week", "day", "date");

    private final Catalog catalog;
    private final ValueMender values;
    private final Lexicon lexicon;
    /** By the columns that are joined, in lower case, the tables of which they name a row. */
    private final Map<String, Set<String>> named = new HashMap<>();

    Omissions(Catalog catalog, ValueMender values) {
        this.catalog = catalog;
        this.values = values;
        this.lexicon = new Lexicon(catalog);
        for (Catalog.Join join : catalog.joins()) {
            named.computeIfAbsent(key(join.many()), unused -> new HashSet<>()).add(join.oneTable());
            named.computeIfAbsent(key(join.one()), unused -> new HashSet<>()).add(join.oneTable());
        }
    }

    Optional<Problem> find(Select select, QueryResolver resolver, Asked asked) {
        return Stream.<Supplier<Optional<String>>>of(
                        () -> name(select, resolver, asked),
                        () -> join(select, resolver),
                        () -> multiplied(select, resolver),
                        () -> measure(select, resolver, asked),
                        () -> time(select, resolver, asked),
                        () -> group(select, asked),
                        () -> who(select, asked))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .map(message -> Problem.of(Problem.Kind.INCOMPLETE, message));
    }

    private Optional<String> name(Select select, QueryResolver resolver, Asked asked) {
        List<ValueMatch> unused = asked.unusedNames(values.texts(select, resolver), catalog);
        return unused.stream()
                .findFirst()
                .map(match -> "The question is about %s.%s = '%s'; the statement has no condition on it."
                        .formatted(match.table(), match.column(), match.value().replace("'", "''")));
    }

    /** Two columns that name rows of different tables are never equal but by chance. */
    private Optional<String> join(Select select, QueryResolver resolver) {
        List<String> wrong = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            if (node instanceof EqualsTo equals
                    && equals.getLeftExpression() instanceof Column left
                    && equals.getRightExpression() instanceof Column right) {
                Set<String> one = named(left, resolver);
                Set<String> other = named(right, resolver);
                if (!one.isEmpty() && !other.isEmpty() && one.stream().noneMatch(other::contains)) {
                    wrong.add("%s is a row of %s and %s one of %s: they cannot be equal; join by other columns."
                            .formatted(left, String.join(" or ", one), right, String.join(" or ", other)));
                }
            }
        });
        return wrong.stream().findFirst();
    }

    /** Rows of two tables that belong to the same third one, joined by that: each is counted as often as the other has rows. */
    private Optional<String> multiplied(Select select, QueryResolver resolver) {
        List<String> wrong = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain && addsRowsUp(plain)) {
                SyntaxTree.walk(plain.getJoins() == null ? List.of() : plain.getJoins(), part -> {
                    if (part instanceof EqualsTo equals
                            && equals.getLeftExpression() instanceof Column left
                            && equals.getRightExpression() instanceof Column right
                            && belongs(left, resolver)
                            && belongs(right, resolver)
                            && named(left, resolver).stream().anyMatch(named(right, resolver)::contains)) {
                        wrong.add("Joined by %s = %s, rows are counted several times; take the other columns from %s."
                                .formatted(left, right, String.join(" or ", named(left, resolver))));
                    }
                });
            }
        });
        return wrong.stream().findFirst();
    }

    /** Whether a sum, a mean or a count of rows is taken; of different values, or the greatest, it is the same. */
    private static boolean addsRowsUp(PlainSelect select) {
        boolean[] found = {false};
        SyntaxTree.walk(
                select.getSelectItems(),
                node -> found[0] |= node instanceof Function function
                        && function.getName() != null
                        && ROW_SUMS.contains(function.getName().toLowerCase(Locale.ROOT))
                        && !function.isDistinct());
        return found[0];
    }

    /** Whether a column says to which row of another table a row belongs, so that many rows can have the same. */
    private boolean belongs(Column column, QueryResolver resolver) {
        return resolver.relationOf(column)
                .map(Relation::table)
                .filter(table -> catalog.joins().stream().anyMatch(join -> key(join.many())
                        .equals(key(table.name() + "." + Names.last(column.getColumnName())))))
                .filter(table -> table.column(Names.last(column.getColumnName()))
                        .filter(found -> !found.key())
                        .isPresent())
                .isPresent();
    }

    /** A measure is named, and the column that it adds up is shown row by row. */
    private Optional<String> measure(Select select, QueryResolver resolver, Asked asked) {
        // The largest rows by a figure are rows.
        if (!(select instanceof PlainSelect plain)
                || plain.getGroupBy() != null
                || plain.getLimit() != null
                || GroupMender.addsUp(plain)) {
            return Optional.empty();
        }
        List<String> shown = plain.getSelectItems().stream()
                .flatMap(item -> item.getExpression() instanceof Column column ? Stream.of(column) : Stream.empty())
                .flatMap(column -> resolver.relationOf(column).map(Relation::table).stream()
                        .map(table -> ("SUM(" + table.name() + "." + Names.last(column.getColumnName()) + ")")
                                .toLowerCase(Locale.ROOT)))
                .toList();
        Set<Integer> nouns = Nouns.in(asked.question());
        return lexicon.measuresIn(asked.question()).entrySet().stream()
                // "When did we invest" asks for no sum.
                .filter(named ->
                        nouns.contains(asked.question().indexOf(named.getKey().replaceAll("^.*\\s", ""))))
                .flatMap(named -> named.getValue().stream()
                        .map(measure -> measure.sql().replace("{t}", measure.table()))
                        .filter(sql -> shown.contains(sql.toLowerCase(Locale.ROOT)))
                        .map(sql -> "“%s” is %s; the statement does not add it up.".formatted(named.getKey(), sql)))
                .findFirst();
    }

    private Set<String> named(Column column, QueryResolver resolver) {
        return resolver.relationOf(column)
                .map(Relation::table)
                .map(table ->
                        named.getOrDefault(key(table.name() + "." + Names.last(column.getColumnName())), Set.of()))
                .orElse(Set.of());
    }

    private static String key(String column) {
        return column.strip().toLowerCase(Locale.ROOT);
    }

    private Optional<String> time(Select select, QueryResolver resolver, Asked asked) {
        if (asked.period() == null) {
            return Optional.empty();
        }
        // A year may be a number of its own, such as a fund's vintage.
        boolean[] dated = {
            Stream.of(asked.period().from(), asked.period().to())
                    .filter(Objects::nonNull)
                    .anyMatch(day -> select.toString().contains(String.valueOf(day.getYear())))
        };
        SyntaxTree.walk(
                select, node -> dated[0] |= node instanceof Column column && PeriodMender.isDate(column, resolver));
        List<String> dates = resolver.tableUses().stream()
                .map(TableUse::table)
                .flatMap(table -> Optional.ofNullable(table.date()).map(date -> table.name() + "." + date).stream())
                .distinct()
                .toList();
        return dated[0] || dates.isEmpty()
                ? Optional.empty()
                : Optional.of("The question is about “%s”, %s; the statement has no condition on %s."
                        .formatted(asked.period().mention(), asked.period().days(), String.join(" or ", dates)));
    }

    private Optional<String> group(Select select, Asked asked) {
        if (!isOneFigure(select)) {
            return Optional.empty();
        }
        // What stands behind an equals sign defines a word.
        String question = asked.question().split("=", 2)[0];
        Matcher per = PER.matcher(question);
        while (per.find()) {
            if (isDoneBy(question, per.start())) {
                continue;
            }
            String two = per.group(2) == null ? per.group(1) : per.group(1) + " " + per.group(2);
            boolean rows = TimeWords.findGrain(per.group()) != null
                    || Stream.of(two, per.group(1)).anyMatch(words -> !lexicon.meanings(Words.key(words))
                            .isEmpty());
            if (rows) {
                return Optional.of(
                        "The question asks for a row for each “%s”; the statement gives one row: group by it."
                                .formatted(per.group(1)));
            }
        }
        return Optional.empty();
    }

    /** "Made by users" tells who made it; "value by user" asks for rows. */
    private static boolean isDoneBy(String question, int by) {
        List<Words.Word> before = Words.of(question.substring(0, by));
        return question.regionMatches(true, by, "by", 0, 2)
                && !before.isEmpty()
                && !Nouns.in(question).contains(before.get(before.size() - 1).start());
    }

    private Optional<String> who(Select select, Asked asked) {
        Matcher which = WHICH.matcher(asked.question());
        Matcher what = WHAT.matcher(asked.question());
        boolean asksWhich = which.find() && !TIMES.contains(which.group(1).toLowerCase(Locale.ROOT));
        boolean asksForRow = !asksWhich && what.find() && isTable(what.group(1));
        if (asksForRow && isOneFigure(select)) {
            return Optional.of(
                    "The question asks for the %s itself; the statement gives a figure: select what names it."
                            .formatted(what.group(1)));
        }
        return asksWhich && isOneFigure(select)
                ? Optional.of("The question asks “%s”; the statement gives a figure: select the names, ordered by it."
                        .formatted(which.group().strip()))
                : Optional.empty();
    }

    private boolean isTable(String word) {
        return lexicon.meanings(Words.key(word)).stream().anyMatch(TableTerm.class::isInstance);
    }

    /** Whether the statement adds up all rows of tables, and nothing tells that it does so group by group. */
    private static boolean isOneFigure(Select select) {
        if (!(select instanceof PlainSelect plain)
                || plain.getWithItemsList() != null
                || plain.getGroupBy() != null
                || !(plain.getFromItem() instanceof Table)) {
            return false;
        }
        boolean[] ratio = {false};
        SyntaxTree.walk(plain.getSelectItems(), node -> ratio[0] |= node instanceof Division);
        return !ratio[0]
                && plain.getSelectItems().stream().allMatch(item -> GroupMender.holdsAggregate(item.getExpression()));
    }
}
