package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.grounding.Ingredient;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Mends a statement that was refused, without asking the model again, where the catalog and the engine's rules leave one
 * way to do it: functions of another engine, columns that stand with the wrong table, a join that is missing, a grouping
 * that is incomplete, types that do not go together, values in another spelling. What it writes is a statement like any
 * other: guard and engine look at it again. Safe for use by several threads.
 */
public final class StatementMender {
    private static final int MOST_NAMES = 12;
    private static final Pattern AMBIGUOUS = Pattern.compile(
            "(?i)ambiguous reference to column name \"([^\"]+)\"|column reference \"([^\"]+)\" is ambiguous"
                    + "|\\[AMBIGUOUS_REFERENCE\\] Reference `([^`]+)`");
    private static final Pattern GROUPING = Pattern.compile(
            "(?i)must appear in the GROUP BY clause|cannot contain aggregates|aggregates? (?:in|not allowed)"
                    + "|MISSING_AGGREGATION|MISSING_GROUP_BY|aggregate functions are not allowed");

    private final Catalog catalog;
    private final Dialect dialect;
    private final SourceMender sources;
    private final NameMender names;
    private final ValueMender values;
    private final SubqueryMender subqueries;
    private final LabelMender labels;
    private final Omissions omissions;
    private final boolean active;
    private final boolean fitting;

    /** A mender of the catalog's database. */
    public StatementMender(Catalog catalog, JoinGraph joins, ValueDictionary dictionary) {
        this(catalog, joins, dictionary, Set.of());
    }

    /** @param without what is left out */
    public StatementMender(Catalog catalog, JoinGraph joins, ValueDictionary dictionary, Set<Ingredient> without) {
        this.active = !without.contains(Ingredient.MENDING);
        this.fitting = !without.contains(Ingredient.FITTING);
        this.catalog = catalog;
        this.dialect = Dialect.of(catalog.dialect());
        this.sources = new SourceMender(catalog);
        this.names = new NameMender(catalog, joins);
        this.values = new ValueMender(catalog, dictionary);
        this.subqueries = new SubqueryMender(catalog);
        this.labels = new LabelMender(catalog, joins);
        this.omissions = new Omissions(catalog, values);
    }

    /**
     * @param sql the mended statement
     * @param notes what was done to its meaning, a sentence each; a function's name in another dialect is not
     */
    public record Mended(String sql, List<String> notes) {}

    /**
     * @param problem why it was refused
     * @param asker whose permissions count: nothing that they may not see is brought in
     * @return empty when there is nothing that can be mended for certain
     */
    public Optional<Mended> mend(String sql, Problem problem, Asker asker) {
        return active
                ? changed(sql, (select, notes) -> mend(select, problem, Visibility.of(catalog, asker), notes))
                : Optional.empty();
    }

    /**
     * The same statement held against its question, before anything refuses it: texts compared as people mean them,
     * values in the spelling and in the column that the data has, the days that the question speaks of, conditions that
     * hold by default, names beside identifiers; and without what the question does not speak of.
     *
     * @return empty when nothing is to be done, or the statement does not parse
     */
    public Optional<Mended> fitted(String sql, Asked asked) {
        return fitting || active
                ? changed(sql, (select, notes) -> {
                    List<Catalog.Table> tables = sources.inFull(select);
                    if (active) {
                        ignoreCase(select);
                        values.spell(select, tables, notes);
                    }
                    if (fitting) {
                        fit(select, asked, notes);
                    }
                    return true;
                })
                : Optional.empty();
    }

    /**
     * What the question asks for and the statement leaves out, as a problem for the model to mend.
     *
     * @return empty when nothing shows, or the statement does not parse
     */
    public Optional<Problem> omission(String sql, Asked asked) {
        if (!fitting) {
            return Optional.empty();
        }
        Problem[] found = new Problem[1];
        changed(sql, (select, notes) -> {
            resolved(select, Visibility.of(catalog, asked.asker()), notes)
                    .flatMap(names -> omissions.find(select, names, asked))
                    .ifPresent(problem -> found[0] = problem);
            return false;
        });
        return Optional.ofNullable(found[0]);
    }

    private interface Change {
        /** @return false where the statement is to be left as it was */
        boolean on(Select select, List<String> notes);
    }

    private Optional<Mended> changed(String sql, Change change) {
        try {
            Statement statement = StatementParser.tree(SqlText.of(plain(sql)).statement());
            if (!(statement instanceof Select select)) {
                return Optional.empty();
            }
            String before = select.toString();
            List<String> notes = new ArrayList<>();
            if (!change.on(select, notes)) {
                return Optional.empty();
            }
            String after = select.toString();
            return after.equals(before) && !(sql.contains("`") && dialect != Dialect.DATABRICKS)
                    ? Optional.empty()
                    : Optional.of(
                            new Mended(StatementParser.write(after, dialect), List.copyOf(new LinkedHashSet<>(notes))));
        } catch (Refusal | StackOverflowError beyondMending) {
            return Optional.empty();
        }
    }

    /** Backticks are names to people who know them from elsewhere, and to Databricks. */
    private String plain(String sql) {
        return dialect == Dialect.DATABRICKS
                ? StatementParser.read(sql, dialect)
                : StatementParser.read(sql.replace('`', '"'), dialect);
    }

    private static void ignoreCase(Select select) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof LikeExpression like && like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE) {
                like.setLikeKeyWord(LikeExpression.KeyWord.ILIKE);
            }
        });
    }

    /** What is done rests on the names; where one of them stays unknown, the statement is refused for that anyway. */
    private void fit(Select select, Asked asked, List<String> notes) {
        Visibility visibility = Visibility.of(catalog, asked.asker());
        Optional<QueryResolver> resolved = translated(select, visibility, notes);
        if (resolved.isPresent() && values.place(select, resolved.get(), asked, notes)) {
            resolved = resolved(select, visibility, notes);
        }
        resolved.ifPresent(names -> {
            if (dialect.truncatesDivision()) {
                FunctionTranslation.keepFractions(select);
            }
            values.removeUnasked(select, names, asked, notes);
            subqueries.mend(select, names, notes);
            if (asked.period() != null) {
                PeriodMender.mend(select, names, asked.period(), notes);
            }
            DefaultFilters.apply(select, names, asked, dialect, notes);
            labels.mend(select, names, asked, visibility, notes);
        });
    }

    /** A function of another engine is refused before any name is looked at. */
    private Optional<QueryResolver> translated(Select select, Visibility visibility, List<String> notes) {
        try {
            return resolved(select, visibility, notes);
        } catch (Refusal refused) {
            if (!active) {
                throw refused;
            }
            translate(select);
            return resolved(select, visibility, notes);
        }
    }

    private void translate(Select select) {
        if (dialect == Dialect.DUCKDB) {
            SyntaxTree.rewrite(select, ForeignFunctions::translated);
        } else {
            FunctionTranslation.mend(select, dialect);
        }
    }

    /** @return false where a name stays that nothing has */
    private boolean mend(Select select, Problem problem, Visibility visibility, List<String> notes) {
        translate(select);
        WithQueryNames.distinguish(select, catalog);
        sources.mend(select, notes);
        Optional<QueryResolver> resolved = resolved(select, visibility, notes);
        if (resolved.isEmpty()) {
            return false;
        }
        List<Catalog.Table> tables =
                resolved.get().tableUses().stream().map(TableUse::table).toList();
        Matcher ambiguous = AMBIGUOUS.matcher(problem.message());
        if (ambiguous.find()) {
            String name = Stream.of(1, 2, 3)
                    .map(ambiguous::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow();
            qualify(select, Relation.plain(name), notes);
        }
        if (GROUPING.matcher(problem.message()).find()) {
            GroupMender.mend(select).ifPresent(notes::add);
        }
        if (problem.kind() == Kind.TYPE_MISMATCH || problem.kind() == Kind.ENGINE) {
            new TypeMender(tables, problem.message().contains("(INTERVAL)"), dialect, notes).mend(select);
        }
        values.spell(select, tables, notes);
        return true;
    }

    /** Empty where a name stays that nothing has. */
    private Optional<QueryResolver> resolved(Select select, Visibility visibility, List<String> notes) {
        for (int i = 0; i < MOST_NAMES; i++) {
            QueryResolver resolver = new QueryResolver(catalog, visibility, Set.of());
            try {
                resolver.resolve(select, null);
                return Optional.of(resolver);
            } catch (UnknownNames.UnknownName unknown) {
                Optional<String> done = names.mend(unknown);
                if (done.isEmpty()) {
                    return Optional.empty();
                }
                notes.add(done.get());
            }
        }
        return Optional.empty();
    }

    /** To the first table of the FROM clause that has it: a column that several have is mostly what they are joined by. */
    private void qualify(Select statement, String name, List<String> notes) {
        SyntaxTree.walk(statement, node -> {
            if (node instanceof PlainSelect select) {
                tableWith(select, name).ifPresent(table -> {
                    ownColumns(select, name).forEach(column -> column.setTable(new Table(Names.quoted(table))));
                    notes.add(name + " is read from " + table + ".");
                });
            }
        });
    }

    private Optional<String> tableWith(PlainSelect select, String column) {
        List<FromItem> sources = new ArrayList<>();
        if (select.getFromItem() != null) {
            sources.add(select.getFromItem());
        }
        if (select.getJoins() != null) {
            select.getJoins().forEach(join -> sources.add(join.getFromItem()));
        }
        for (FromItem source : sources) {
            if (source instanceof Table table
                    && catalog.table(String.join(".", Names.parts(table)))
                            .flatMap(found -> found.column(column))
                            .isPresent()) {
                return Optional.of(
                        table.getAlias() == null
                                ? Names.last(table.getName())
                                : Relation.plain(table.getAlias().getName()));
            }
        }
        return Optional.empty();
    }

    private static List<Column> ownColumns(PlainSelect select, String name) {
        List<Column> columns = new ArrayList<>();
        for (Object child : SyntaxTree.children(select)) {
            collect(child, name, columns);
        }
        return columns;
    }

    private static void collect(Object node, String name, List<Column> columns) {
        if (node instanceof Column column
                && Names.single(column).filter(name::equals).isPresent()) {
            columns.add(column);
        } else if (!(node instanceof Select)) {
            SyntaxTree.children(node).forEach(child -> collect(child, name, columns));
        }
    }
}
