package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Admits single queries on catalogued tables and columns, for a user who may see them, and nothing else. What runs is
 * written from the tree that was checked, never the text that came in. Safe for use by several threads.
 */
public final class SqlGuard {
    private final Catalog catalog;
    private final Dialect dialect;
    private final int rowLimit;

    /** In lower case. A WITH query of such a name would take the table's place inside a fence. */
    private final Set<String> tableNames = new HashSet<>();

    /**
     * @param rowLimit rows of an answer at most; an admitted statement returns up to one more, which tells the warehouse
     *     that there are more
     * @throws dev.askdesk.catalog.CatalogException a row rule of a role is not an SQL condition
     */
    public SqlGuard(Catalog catalog, int rowLimit) {
        if (rowLimit < 1) {
            throw new IllegalArgumentException("the row limit must be at least 1");
        }
        this.catalog = catalog;
        this.dialect = Dialect.of(catalog.dialect());
        this.rowLimit = rowLimit;
        for (Visibility role : Visibility.ofEachRole(catalog)) {
            TableFence fence = new TableFence(role, dialect);
            catalog.tables().forEach(table -> tableNames.addAll(fence.namesRead(table)));
        }
        catalog.tables().forEach(table -> tableNames.add(Names.last(table.name())));
    }

    /** @param userId whose permissions count, as the catalog's roles name users */
    public Admission admit(String sql, String userId) {
        return admit(sql, Asker.named(userId));
    }

    public Admission admit(String sql, Asker asker) {
        try {
            return admitted(sql, Visibility.of(catalog, asker));
        } catch (Refusal e) {
            return refused(e.problem());
        } catch (StackOverflowError e) {
            return refused(Problem.of(Kind.TOO_LARGE, "The statement is nested too deeply."));
        }
    }

    /**
     * Whether a statement that somebody else wrote may be told to an asker: it is admitted, and the tables that it reads
     * have no row which the asker may not see, since what it compares with may be from there.
     */
    public boolean mayBeTold(String sql, Asker asker) {
        return mayBeTold(sql, Visibility.of(catalog, asker));
    }

    boolean mayBeTold(String sql, Visibility visibility) {
        try {
            return admitted(sql, visibility).tables().stream()
                    .flatMap(name -> catalog.table(name).stream())
                    .allMatch(table -> visibility.rule(table).isEmpty());
        } catch (Refusal | StackOverflowError e) {
            return false;
        }
    }

    /** Whether a statement reads nothing that is hidden. */
    boolean admits(String sql, Visibility visibility) {
        try {
            admitted(sql, visibility);
            return true;
        } catch (Refusal | StackOverflowError e) {
            return false;
        }
    }

    private Admission admitted(String sql, Visibility visibility) {
        if (visibility.none()) {
            throw new Refusal(Kind.PERMISSION, "You have no access to this data; ask its owner for a role.");
        }
        Select select = StatementParser.parse(sql, dialect);
        List<String> filters = Filters.of(select).stream()
                .map(filter -> StatementParser.write(filter, dialect))
                .toList();
        QueryResolver resolver = new QueryResolver(catalog, visibility, tableNames);
        resolver.resolve(select, null);
        TableFence fence = new TableFence(visibility, dialect);
        for (TableUse use : resolver.tableUses()) {
            if (resolver.readsUnnamedColumns() || !visibility.showsAll(use.table()) || fence.renames(use.table())) {
                fence.put(use);
            }
        }
        RowLimit.apply(select, rowLimit + 1L);
        if (!dialect.ordersNullsLast()) {
            NullOrder.last(select);
        }
        List<String> tables = resolver.tableUses().stream()
                .map(use -> use.table().name())
                .distinct()
                .toList();
        return new Admission(StatementParser.write(select, dialect), tables, filters, null);
    }

    /**
     * Whether somebody else may see all that a statement returned to its asker: they may read its tables and columns,
     * and see the same rows of them.
     */
    public boolean mayShow(String sql, Asker asker, Asker reader) {
        Visibility theirs = Visibility.of(catalog, reader);
        Visibility own = Visibility.of(catalog, asker);
        if (theirs.none()) {
            return false;
        }
        try {
            QueryResolver resolver = new QueryResolver(catalog, theirs, tableNames);
            resolver.resolve(StatementParser.parse(sql, dialect), null);
            return resolver.tableUses().stream()
                    .map(TableUse::table)
                    .allMatch(table -> theirs.showsRowsOf(table, own)
                            && (!resolver.readsUnnamedColumns() || showsColumnsOf(table, theirs, own)));
        } catch (Refusal | StackOverflowError e) {
            return false;
        }
    }

    /** Whether somebody may be told whatever a reply without rows can tell: names of tables, columns and values. */
    public boolean mayTell(Asker asker, Asker reader) {
        Visibility theirs = Visibility.of(catalog, reader);
        Visibility own = Visibility.of(catalog, asker);
        return !theirs.none()
                && own.visible(catalog).stream().allMatch(seen -> catalog.table(seen.name())
                        .filter(table -> theirs.showsRowsOf(table, own) && showsColumnsOf(table, theirs, own))
                        .isPresent());
    }

    private static boolean showsColumnsOf(Catalog.Table table, Visibility theirs, Visibility own) {
        return theirs.shows(table)
                && table.columns().stream()
                        .noneMatch(column -> own.shows(table, column) && !theirs.shows(table, column));
    }

    private static Admission refused(Problem problem) {
        return new Admission(null, List.of(), List.of(), problem);
    }
}
