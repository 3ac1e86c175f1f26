package dev.askdesk.sql;

import java.util.Locale;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * Writes GROUP BY an alias as its position. Engines prefer a column of the same name to the alias, also one that is not
 * in the catalog, so the alias alone would not be certain.
 */
final class AliasGroups {
    private AliasGroups() {}

    static void toPositions(PlainSelect select, Scope scope) {
        boolean star = select.getSelectItems().stream()
                .anyMatch(item -> item.getExpression() instanceof AllColumns
                        || String.valueOf(item.getExpression())
                                .toLowerCase(Locale.ROOT)
                                .startsWith("columns"));
        if (star || select.getGroupBy() == null || select.getGroupBy().getGroupByExpressionList() == null) {
            return;
        }
        @SuppressWarnings("unchecked")
        ExpressionList<Expression> groups = select.getGroupBy().getGroupByExpressionList();
        for (int i = 0; i < groups.size(); i++) {
            String name = Names.single(groups.get(i)).orElse("");
            if (!name.isEmpty()) {
                boolean isColumn = scope.relations().stream().anyMatch(relation -> relation.has(name));
                int position = isColumn ? 0 : position(select, name);
                if (position > 0) {
                    groups.set(i, new LongValue(position));
                }
            }
        }
    }

    private static int position(PlainSelect select, String alias) {
        for (int i = 0; i < select.getSelectItems().size(); i++) {
            var given = select.getSelectItems().get(i).getAlias();
            if (given != null && Relation.plain(given.getName()).equals(alias)) {
                return i + 1;
            }
        }
        return 0;
    }
}
