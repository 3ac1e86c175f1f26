package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.Distinct;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** What the parser knows, but one engine does not or reads in a way of its own. */
final class DialectShapes {
    /** Their texts are names of what the database has: a cast tells whether it has that. */
    private static final Pattern NAMES_OF_OBJECTS =
            Pattern.compile("(?i)\"?(reg\\w+|oid|pg_\\w+|aclitem|xml|refcursor)\"?");

    private static final Set<String> UNNESTING = Set.of("explode", "explode_outer", "posexplode", "posexplode_outer");

    private DialectShapes() {}

    /** @throws Refusal the engine does not have it, or would read something else */
    static void check(Object node, Dialect dialect) {
        if (node instanceof Alias alias
                && alias.getName() != null
                && alias.getName().startsWith("'")) {
            throw new Refusal(
                    Kind.SYNTAX, "A text may not be an alias; quote the name " + alias.getName() + " as one.");
        }
        if (node instanceof Join join && (join.isSemi() || join.isWindowJoin() || join.isApply())) {
            throw new Refusal(Kind.SYNTAX, "Write EXISTS or NOT EXISTS instead of such a join.");
        }
        if (node instanceof LateralView view) {
            lateral(view);
        }
        String problem = dialect == Dialect.POSTGRESQL ? postgres(node) : databricks(node);
        if (problem != null) {
            throw new Refusal(Kind.SYNTAX, problem);
        }
    }

    /** Rows are multiplied by what is in them, not by what a statement makes up. */
    private static void lateral(LateralView view) {
        Function function = view.getGeneratorFunction();
        boolean ofColumn = function.getParameters() != null
                && function.getParameters().size() == 1
                && ((Expression) function.getParameters().get(0)) instanceof Column;
        if (!UNNESTING.contains(FunctionRules.plain(function.getName())) || !ofColumn) {
            throw new Refusal(
                    Kind.FORBIDDEN,
                    "LATERAL VIEW may only explode a column, as in LATERAL VIEW explode(tags) t AS tag.");
        }
    }

    private static @Nullable String postgres(Object node) {
        if (node instanceof ColDataType type
                && NAMES_OF_OBJECTS.matcher(type.getDataType().strip()).matches()) {
            return "The type " + type.getDataType() + " is the system's own.";
        }
        if (node instanceof PlainSelect select && select.getQualify() != null) {
            return "There is no QUALIFY; put the window function into a query inside, and the condition around it.";
        }
        if (node instanceof GroupByElement groups && isAll(groups)) {
            return "There is no GROUP BY ALL; name the columns.";
        }
        boolean cut = node instanceof AllColumns star
                && (star.getExceptColumns() != null || star.getReplaceExpressions() != null);
        return cut ? "There is no * EXCEPT; name the columns." : null;
    }

    private static @Nullable String databricks(Object node) {
        if (node instanceof PlainSelect select && select.isUsingOnly()) {
            return "There is no FROM ONLY; name the table.";
        }
        if (node instanceof Distinct distinct && distinct.getOnSelectItems() != null) {
            return "There is no DISTINCT ON; write QUALIFY row_number() OVER (…) = 1.";
        }
        boolean excludes = node instanceof AllColumns star
                && (star.getReplaceExpressions() != null
                        || (star.getExceptColumns() != null && !"EXCEPT".equalsIgnoreCase(star.getExceptKeyword())));
        return excludes ? "Write * EXCEPT (columns)." : null;
    }

    private static boolean isAll(GroupByElement groups) {
        return groups.toString().strip().toLowerCase(Locale.ROOT).endsWith("group by all");
    }
}
