package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Access;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Role;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** A catalog that was written for one engine, for the same tables on another: every SQL text of it is translated. */
public final class CatalogTranslation {
    /** Stands for {t} while a text is parsed; no database has such a name. */
    private static final String ALIAS = "askdesk_row";

    /** Called the same, and the same, on every engine. */
    private static final Set<String> SHARED = Set.of(
            "count",
            "sum",
            "avg",
            "min",
            "max",
            "coalesce",
            "nullif",
            "lower",
            "upper",
            "trim",
            "abs",
            "round",
            "floor",
            "ceil",
            "date_trunc",
            "replace");

    private final Dialect from;
    private final Dialect to;

    private CatalogTranslation(Dialect from, Dialect to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param dialect that the catalog is to have
     * @return the catalog itself where it has that dialect
     * @throws CatalogException names the first text that cannot be said in the other dialect
     */
    public static Catalog to(Catalog catalog, Dialect dialect) {
        return catalog.dialect().equals(dialect.key())
                ? catalog
                : new CatalogTranslation(Dialect.of(catalog.dialect()), dialect).translated(catalog);
    }

    /**
     * Reads a catalog for an engine: of a text that the file has in several dialects, that engine's; what it has only in
     * the catalog's own is translated.
     *
     * @throws CatalogException as {@link CatalogFile#read} does, and where a text cannot be said in the other dialect
     */
    public static Catalog read(Path file, Dialect dialect) {
        return types(CatalogFile.read(file, dialect.key(), CatalogTranslation::translation), dialect);
    }

    /** The same from the class path. */
    public static Catalog readResource(String name, Dialect dialect) {
        return types(CatalogFile.readResource(name, dialect.key(), CatalogTranslation::translation), dialect);
    }

    private static UnaryOperator<String> translation(String from, String to) {
        CatalogTranslation translation = new CatalogTranslation(Dialect.of(from), Dialect.of(to));
        return translation::text;
    }

    private Catalog translated(Catalog catalog) {
        Access access = catalog.access();
        return types(
                new Catalog(
                        catalog.name(),
                        catalog.description(),
                        to.key(),
                        catalog.currency(),
                        text("as_of", catalog.asOf()),
                        catalog.complete(),
                        catalog.tables().stream().map(this::translated).toList(),
                        catalog.joins(),
                        catalog.measures().stream().map(this::translated).toList(),
                        catalog.assumptions(),
                        catalog.verified().stream()
                                .map(verified -> new VerifiedQuestion(
                                        verified.question(),
                                        some("verified question \"" + verified.question() + "\"", verified.sql())))
                                .toList(),
                        access == null ? null : translated(access)),
                to);
    }

    private Table translated(Table table) {
        return new Table(
                table.name(),
                table.description(),
                table.synonyms(),
                table.label(),
                table.date(),
                table.caveats(),
                table.defaultFilters().stream()
                        .map(filter -> new DefaultFilter(
                                some("default filter of " + table.name(), filter.sql()),
                                filter.assumption(),
                                filter.unless(),
                                filter.liftedByDate()))
                        .toList(),
                table.columns().stream()
                        .map(column -> translated(table, column))
                        .toList());
    }

    private Column translated(Table table, Column column) {
        Lookup lookup = column.lookup();
        return lookup == null
                ? column
                : new Column(
                        column.name(),
                        column.type(),
                        column.description(),
                        column.synonyms(),
                        column.key(),
                        new Lookup(
                                text("lookup of " + table.name() + "." + column.name(), lookup.prefer()),
                                lookup.assumption(),
                                lookup.means()),
                        column.values(),
                        column.unit());
    }

    private Measure translated(Measure measure) {
        String where = "measure \"" + measure.name() + "\"";
        return new Measure(
                measure.name(),
                measure.description(),
                measure.synonyms(),
                measure.table(),
                some(where, measure.sql()),
                text(where, measure.filter()),
                measure.unit());
    }

    private Access translated(Access access) {
        Map<String, Role> roles = new LinkedHashMap<>();
        access.roles().forEach((name, role) -> {
            Map<String, String> rows = new LinkedHashMap<>();
            role.rows().forEach((table, rule) -> rows.put(table, some("row rule of role " + name, rule)));
            roles.put(name, new Role(role.users(), role.hidden(), rows));
        });
        return new Access(roles);
    }

    /** The types as the other engine names them. */
    private static Catalog types(Catalog catalog, Dialect dialect) {
        return catalog.with(catalog.tables().stream()
                .map(table -> table.with(table.columns().stream()
                        .map(column -> new Column(
                                column.name(),
                                dialect.type(column.type()),
                                column.description(),
                                column.synonyms(),
                                column.key(),
                                column.lookup(),
                                column.values(),
                                column.unit()))
                        .toList()))
                .toList());
    }

    private @Nullable String text(String where, @Nullable String sql) {
        return sql == null ? null : some(where, sql);
    }

    private String some(String where, String sql) {
        try {
            return text(sql);
        } catch (CatalogException e) {
            throw new CatalogException("The " + where + " " + e.getMessage(), e);
        }
    }

    /** Of other engines than DuckDB there is no table: functions of one name may differ where nobody sees it. */
    private static void checkShared(Select select) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof Function function
                    && function.getName() != null
                    && !SHARED.contains(FunctionRules.plain(function.getName()))) {
                throw new Refusal(Kind.UNKNOWN_FUNCTION, "the function " + function.getName() + " may differ");
            }
        });
    }

    /** @throws CatalogException whose message goes on a sentence that names the text */
    private String text(String sql) {
        try {
            String plain = from.readExactly(sql.replace("{t}", ALIAS));
            boolean query = plain.strip().toUpperCase(Locale.ROOT).matches("(?s)(SELECT|WITH)\\b.*");
            Select select = (Select) StatementParser.tree(query ? plain : "SELECT " + plain);
            if (from != Dialect.DUCKDB) {
                checkShared(select);
            }
            FunctionTranslation.fromDuckDb(select, to);
            ShapeRules.check(select, to);
            SyntaxTree.walk(select, node -> {
                if (node instanceof Function function && function.getName() != null) {
                    FunctionRules.check(function.getName(), to);
                }
            });
            String written = to.write(
                    (query ? select : ((PlainSelect) select).getSelectItems().get(0)).toString());
            return written.replace(ALIAS, "{t}");
        } catch (Refusal | UnreadableText e) {
            throw new CatalogException("has no translation into " + to.told() + " (" + e.getMessage()
                    + "); give its SQL by dialect, as in {" + from.key() + ": …, " + to.key() + ": …}");
        }
    }
}
