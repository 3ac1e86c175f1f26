package dev.askdesk.adapters.model.offline;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.grounding.JoinGraph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One SELECT: a root table, joins to tables of which each row meets at most one, and conditions. A table whose rows
 * would multiply the root's is reached by a scope inside, which becomes an EXISTS or a count.
 */
final class Scope {
    /** What a scope inside does to the rows of the scope around it. */
    enum Use {
        EXISTS,
        NOT_EXISTS,
        COUNT
    }

    final Catalog.Table root;
    final String alias;
    final List<String> where = new ArrayList<>();
    private final List<String> joins = new ArrayList<>();
    private final Map<String, String> joined = new LinkedHashMap<>();
    private final Map<String, Scope> inside = new LinkedHashMap<>();
    private final Set<String> taken;
    private final Use use;
    /** With {@link Use#COUNT}: the comparison that the count must satisfy. */
    private final String comparison;

    Scope(Catalog.Table root, Set<String> taken) {
        this(root, taken, Use.EXISTS, "");
    }

    private Scope(Catalog.Table root, Set<String> taken, Use use, String comparison) {
        this.root = root;
        this.taken = taken;
        this.use = use;
        this.comparison = comparison;
        this.alias = newAlias(root.name(), taken);
    }

    /** A table's place: the scope that holds it, and its alias there. */
    record Place(Scope scope, String alias, Catalog.Table table) {
        String column(String name) {
            return alias + "." + quoted(name);
        }
    }

    /**
     * Follows a path of joins from the root.
     *
     * @param use what a scope inside is for; EXISTS scopes over the same join are shared, so that their conditions
     *     meet on one row
     */
    Place follow(List<Step> path, Catalog catalog, Use wanted, String compared) {
        String at = alias;
        Catalog.Table table = root;
        for (int i = 0; i < path.size(); i++) {
            Step step = path.get(i);
            Catalog.Table next = catalog.table(step.to()).orElseThrow();
            if (!step.toOne()) {
                return inside(at, step, next, wanted, compared)
                        .follow(path.subList(i + 1, path.size()), catalog, wanted, compared);
            }
            at = join(at, step, next);
            table = next;
        }
        return new Place(this, at, table);
    }

    private String join(String from, Step step, Catalog.Table table) {
        String key = from + "|" + step.join().many() + "|" + step.join().one();
        String known = joined.get(key);
        if (known != null) {
            return known;
        }
        String name = newAlias(table.name(), taken);
        joined.put(key, name);
        joins.add("LEFT JOIN " + tableAs(table.name(), name) + " ON " + condition(step.join(), from, name));
        return name;
    }

    private Scope inside(String at, Step step, Catalog.Table table, Use wanted, String compared) {
        String key = at + "|" + step.join().many() + "|" + wanted + compared;
        Scope known = inside.get(key);
        if (known == null) {
            known = new Scope(table, taken, wanted, compared);
            known.where.add(condition(step.join(), known.alias, at));
            inside.put(key, known);
        }
        return known;
    }

    /** {@code many = one}, column by column. */
    private static String condition(Join join, String manyAlias, String oneAlias) {
        String[] many = join.many().split(",");
        String[] one = join.one().split(",");
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < many.length; i++) {
            parts.add(manyAlias + "." + quoted(lastPart(many[i])) + " = " + oneAlias + "." + quoted(lastPart(one[i])));
        }
        return String.join(" AND ", parts);
    }

    /** All scopes inside, at any depth. */
    List<Scope> insides() {
        List<Scope> all = new ArrayList<>();
        inside.values().forEach(scope -> {
            all.add(scope);
            all.addAll(scope.insides());
        });
        return all;
    }

    /** FROM, joins and WHERE. */
    String body() {
        StringBuilder sql = new StringBuilder("FROM ").append(tableAs(root.name(), alias));
        joins.forEach(join -> sql.append('\n').append(join));
        List<String> conditions = new ArrayList<>(where);
        inside.values().forEach(scope -> conditions.add(scope.asCondition()));
        if (!conditions.isEmpty()) {
            sql.append("\nWHERE ").append(String.join("\n  AND ", conditions));
        }
        return sql.toString();
    }

    private String asCondition() {
        String body = body().replace("\n", " ");
        return switch (use) {
            case EXISTS -> "EXISTS (SELECT 1 " + body + ")";
            case NOT_EXISTS -> "NOT EXISTS (SELECT 1 " + body + ")";
            case COUNT -> "(SELECT COUNT(*) " + body + ") " + comparison;
        };
    }

    private static String tableAs(String table, String alias) {
        String name = quotedTable(table);
        return name.equals(alias) ? name : name + " AS " + alias;
    }

    private static String newAlias(String table, Set<String> taken) {
        String base = quoted(lastPart(table));
        String alias = base;
        for (int n = 2; !taken.add(alias); n++) {
            alias = base.startsWith("\"") ? "t" + n : base + "_" + n;
        }
        return alias;
    }

    static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).trim();
    }

    static String quotedTable(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("\\.")) {
            parts.add(quoted(part));
        }
        return String.join(".", parts);
    }

    /** A name as SQL takes it: in quotes unless it is a plain one. */
    static String quoted(String name) {
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_]*") && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
        return plain ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static final Set<String> RESERVED = Set.of(
            "order",
            "group",
            "user",
            "select",
            "from",
            "where",
            "table",
            "end",
            "case",
            "when",
            "then",
            "limit",
            "offset",
            "union",
            "all",
            "and",
            "or",
            "not",
            "in",
            "is",
            "as",
            "on",
            "to",
            "default",
            "check",
            "column",
            "desc",
            "asc",
            "primary",
            "references",
            "constraint",
            "window",
            "using",
            "with",
            "having",
            "both");
}
