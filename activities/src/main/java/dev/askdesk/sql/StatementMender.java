package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * Mends a statement that was refused, without asking the model again, where the catalog and the engine's rules leave one
 * way to do it: functions of another engine, columns that stand with the wrong table, a join that is missing, a grouping
 * that is incomplete, types that do not go together, values in another spelling. What it writes is a statement like any
 * other: guard and engine look at it again. Safe for use by several threads.
 */
public final class StatementMender {
    private static final int MOST_NAMES = 12;
    private static final double SURELY_MEANT = 0.9;
    private static final Pattern AMBIGUOUS = Pattern.compile("(?i)ambiguous reference to column name \"([^\"]+)\"");
    private static final Pattern GROUPING = Pattern.compile(
            "(?i)must appear in the GROUP BY clause|cannot contain aggregates|aggregates? (?:in|not allowed)");

    private final Catalog catalog;
    private final ValueDictionary dictionary;
    private final NameMender names;
    private final boolean active;

    /** A mender of the catalog's database. */
    public StatementMender(Catalog catalog, JoinGraph joins, ValueDictionary dictionary) {
        this(catalog, joins, dictionary, true);
    }

    /** @param active false for one that leaves every statement as it is */
    public StatementMender(Catalog catalog, JoinGraph joins, ValueDictionary dictionary, boolean active) {
        this.active = active;
        this.catalog = catalog;
        this.dictionary = dictionary;
        this.names = new NameMender(catalog, joins);
    }

    /**
     * @param sql the mended statement
     * @param notes what was done to its meaning, a sentence each; a function's name in another dialect is not
     */
    public record Mended(String sql, List<String> notes) {}

    /**
     * @param problem why it was refused
     * @param userId whose permissions count: nothing that the user may not see is brought in
     * @return empty when there is nothing that can be mended for certain
     */
    public Optional<Mended> mend(String sql, Problem problem, String userId) {
        if (!active) {
            return Optional.empty();
        }
        try {
            Statement statement =
                    StatementParser.tree(SqlText.of(sql.replace('`', '"')).statement());
            if (!(statement instanceof Select select)) {
                return Optional.empty();
            }
            String before = select.toString();
            List<String> notes = new ArrayList<>();
            if (!mend(select, problem, Visibility.of(catalog, userId), notes)) {
                return Optional.empty();
            }
            String after = select.toString();
            return after.equals(before) && !sql.contains("`")
                    ? Optional.empty()
                    : Optional.of(new Mended(after, notes));
        } catch (Refusal | StackOverflowError beyondMending) {
            return Optional.empty();
        }
    }

    /**
     * The same statement with its texts compared as people mean them: a pattern in any case, and a value in the spelling
     * that its column has.
     *
     * @return empty when nothing is to be done, or the statement does not parse
     */
    public Optional<Mended> spelled(String sql) {
        if (!active) {
            return Optional.empty();
        }
        try {
            Statement statement =
                    StatementParser.tree(SqlText.of(sql.replace('`', '"')).statement());
            if (!(statement instanceof Select select)) {
                return Optional.empty();
            }
            String before = select.toString();
            List<String> notes = new ArrayList<>();
            SyntaxTree.walk(select, node -> {
                if (node instanceof LikeExpression like && like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE) {
                    like.setLikeKeyWord(LikeExpression.KeyWord.ILIKE);
                }
            });
            List<Catalog.Table> tables = inFull(select);
            values(select, tables, notes);
            String after = select.toString();
            return after.equals(before) ? Optional.empty() : Optional.of(new Mended(after, notes));
        } catch (Refusal | StackOverflowError beyondMending) {
            return Optional.empty();
        }
    }

    /** Gives each table its schema, without which the engine may not find it; returns the tables. */
    private List<Catalog.Table> inFull(Select select) {
        Set<String> withQueries = withQueries(select);
        List<Catalog.Table> tables = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            FromItem source = node instanceof PlainSelect plain
                    ? plain.getFromItem()
                    : node instanceof Join join ? join.getFromItem() : null;
            if (source instanceof Table table && !withQueries.contains(String.join(".", Names.parts(table)))) {
                catalog.table(String.join(".", Names.parts(table))).ifPresent(found -> {
                    Names.rename(table, found.name());
                    tables.add(found);
                });
            }
        });
        return tables;
    }

    private static Set<String> withQueries(Select select) {
        Set<String> names = new HashSet<>();
        SyntaxTree.walk(select, node -> {
            if (node instanceof WithItem<?> item) {
                names.add(Relation.plain(item.getAliasName()));
            }
        });
        return names;
    }

    /** @return false where a name stays that nothing has */
    private boolean mend(Select select, Problem problem, Visibility visibility, List<String> notes) {
        if (catalog.dialect().equals("duckdb")) {
            SyntaxTree.rewrite(select, ForeignFunctions::translated);
        }
        WithQueryNames.distinguish(select, catalog);
        Set<String> withQueries = withQueries(select);
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain) {
                topToLimit(plain);
                sources(plain, withQueries, notes);
            }
        });
        List<Catalog.Table> tables = new ArrayList<>();
        if (!mendNames(select, visibility, notes, tables)) {
            return false;
        }
        Matcher ambiguous = AMBIGUOUS.matcher(problem.message());
        if (ambiguous.find()) {
            qualify(select, Relation.plain(ambiguous.group(1)), notes);
        }
        if (GROUPING.matcher(problem.message()).find()) {
            GroupMender.mend(select).ifPresent(notes::add);
        }
        if (problem.kind() == Kind.TYPE_MISMATCH || problem.kind() == Kind.ENGINE) {
            new TypeMender(tables, problem.message().contains("(INTERVAL)"), notes).mend(select);
        }
        values(select, tables, notes);
        return true;
    }

    /** SELECT TOP 5 of SQL Server. */
    private static void topToLimit(PlainSelect select) {
        if (select.getTop() != null && select.getLimit() == null) {
            select.setLimit(new Limit().withRowCount(select.getTop().getExpression()));
            select.setTop(null);
        }
    }

    /** FROM dual is no table, and a name that is nearly a table's is that table. */
    private void sources(PlainSelect select, Set<String> withQueries, List<String> notes) {
        FromItem from = select.getFromItem();
        if (from instanceof Table table
                && Names.last(table.getName()).equals("dual")
                && catalog.table("dual").isEmpty()) {
            select.setFromItem(null);
        } else if (from instanceof Table table) {
            rename(table, withQueries, notes);
        }
        for (Join join : select.getJoins() == null ? List.<Join>of() : select.getJoins()) {
            if (join.getFromItem() instanceof Table table) {
                rename(table, withQueries, notes);
            }
        }
    }

    private void rename(Table table, Set<String> withQueries, List<String> notes) {
        String name = Names.last(table.getName());
        if (withQueries.contains(name)
                || catalog.table(String.join(".", Names.parts(table))).isPresent()) {
            return;
        }
        Optional<Catalog.Table> sameName = catalog.table(name);
        List<String> near = sameName.isPresent()
                ? List.of(sameName.get().name())
                : NearestNames.tables(name, catalog.tables(), SURELY_MEANT);
        if (near.size() == 1) {
            if (table.getAlias() == null) {
                table.setAlias(new net.sf.jsqlparser.expression.Alias(Names.quoted(name), false));
            }
            Table renamed = new Table(List.of(near.get(0).split("\\.", -1)));
            table.setName(renamed.getName());
            table.setSchemaName(renamed.getSchemaName());
            if (sameName.isEmpty()) {
                notes.add(name + " is read as the table " + near.get(0) + ".");
            }
        }
    }

    private boolean mendNames(Select select, Visibility visibility, List<String> notes, List<Catalog.Table> tables) {
        for (int i = 0; i < MOST_NAMES; i++) {
            QueryResolver resolver = new QueryResolver(catalog, visibility, Set.of());
            try {
                resolver.resolve(select, null);
                resolver.tableUses().forEach(use -> tables.add(use.table()));
                return true;
            } catch (UnknownNames.UnknownName unknown) {
                Optional<String> done = names.mend(unknown);
                if (done.isEmpty()) {
                    return false;
                }
                notes.add(done.get());
            }
        }
        return false;
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

    /** A value that its column has in another spelling: 'Active' for 'active'. */
    private void values(Select select, List<Catalog.Table> tables, List<String> notes) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof EqualsTo equals) {
                value(equals.getLeftExpression(), equals.getRightExpression(), tables, notes);
                value(equals.getRightExpression(), equals.getLeftExpression(), tables, notes);
            } else if (node instanceof InExpression in && in.getRightExpression() instanceof ExpressionList<?> list) {
                list.forEach(item -> value(in.getLeftExpression(), item, tables, notes));
            }
        });
    }

    private void value(Expression left, Object right, List<Catalog.Table> tables, List<String> notes) {
        if (!(left instanceof Column column) || !(right instanceof StringValue text)) {
            return;
        }
        String name = Relation.plain(column.getColumnName());
        String value = text.getNotExcapedValue();
        for (Catalog.Table table : tables) {
            List<String> nearest =
                    table.column(name).isEmpty() ? List.of() : dictionary.nearest(table.name(), name, value, 2);
            boolean sameOnly = !nearest.isEmpty()
                    && !nearest.contains(value)
                    && nearest.get(0).toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT));
            if (sameOnly) {
                text.setValue(nearest.get(0).replace("'", "''"));
                notes.add("'" + value + "' is read as '" + nearest.get(0) + "'.");
                return;
            }
        }
    }
}
