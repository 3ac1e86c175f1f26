package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one user may see: the union of what the user's roles allow. */
public final class Visibility {
    private final @Nullable List<Catalog.Role> roles;

    private Visibility(@Nullable List<Catalog.Role> roles) {
        this.roles = roles;
    }

    public static Visibility of(Catalog catalog, Asker asker) {
        Catalog.Access access = catalog.access();
        if (access == null) {
            return new Visibility(null);
        }
        List<String> named = asker.roles();
        return new Visibility(access.roles().entrySet().stream()
                .filter(role -> named == null ? isOf(role.getValue(), asker.userId()) : named.contains(role.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
    }

    private static boolean isOf(Catalog.Role role, String userId) {
        return role.users().contains(userId) || role.users().contains("*");
    }

    static Visibility of(Catalog catalog, String userId) {
        return of(catalog, Asker.named(userId));
    }

    /** Equal for users who see the same; {@code null} where the catalog lets everybody see everything. */
    public @Nullable List<Catalog.Role> roles() {
        return roles;
    }

    /** Whether the user sees every table, column and row. */
    public boolean showsAll(Catalog catalog) {
        return catalog.tables().stream().allMatch(table -> shows(table) && showsAll(table));
    }

    /** Whether the user sees of a table every row that another one sees of it. */
    boolean showsRowsOf(Catalog.Table table, Visibility other) {
        Optional<String> mine = rule(table);
        return mine.isEmpty() || mine.equals(other.rule(table));
    }

    /** What each role sees by itself. */
    static List<Visibility> ofEachRole(Catalog catalog) {
        Catalog.Access access = catalog.access();
        return access == null
                ? List.of()
                : access.roles().values().stream()
                        .map(role -> new Visibility(List.of(role)))
                        .toList();
    }

    /** Whether there is nothing at all that the user may see. */
    public boolean none() {
        return roles != null && roles.isEmpty();
    }

    public boolean shows(Catalog.Table table) {
        return roles == null || roles.stream().anyMatch(role -> shows(role, table));
    }

    public boolean shows(Catalog.Table table, Catalog.Column column) {
        return shows(table, column.name());
    }

    /** The same by the column's name, also where the catalog is one that has no longer what is hidden. */
    boolean shows(Catalog.Table table, String column) {
        return roles == null
                || roles.stream().anyMatch(role -> shows(role, table) && !hides(role, table, "." + column));
    }

    /** Whether the user sees every column and every row. */
    boolean showsAll(Catalog.Table table) {
        return rule(table).isEmpty() && table.columns().stream().allMatch(column -> shows(table, column));
    }

    /** The table with the columns that the user may see. */
    Catalog.Table visible(Catalog.Table table) {
        return table.with(
                table.columns().stream().filter(column -> shows(table, column)).toList());
    }

    /** The tables that the user may see, with the columns that the user may see; what is said of them stays. */
    List<Catalog.Table> visible(Catalog catalog) {
        return catalog.tables().stream().filter(this::shows).map(this::visible).toList();
    }

    /** The condition that a row must satisfy, with {@code {t}} for the table's alias; empty where the user sees all. */
    public Optional<String> rule(Catalog.Table table) {
        if (roles == null) {
            return Optional.empty();
        }
        List<String> rules = new ArrayList<>();
        for (Catalog.Role role : roles) {
            if (shows(role, table)) {
                Optional<String> rule = rule(role, table);
                if (rule.isEmpty()) {
                    return Optional.empty();
                }
                rules.add("(" + rule.get() + ")");
            }
        }
        return rules.isEmpty() ? Optional.empty() : Optional.of(String.join(" OR ", rules));
    }

    private static boolean shows(Catalog.Role role, Catalog.Table table) {
        return !hides(role, table, "");
    }

    private static boolean hides(Catalog.Role role, Catalog.Table table, String column) {
        return role.hidden().stream().anyMatch(entry -> names(entry, table, column));
    }

    /** The rules of one role that name the table; more than one must all hold. */
    private static Optional<String> rule(Catalog.Role role, Catalog.Table table) {
        List<String> rules = role.rows().entrySet().stream()
                .filter(entry -> names(entry.getKey(), table, ""))
                .map(entry -> "(" + entry.getValue() + ")")
                .toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", rules));
    }

    /** A rule may leave out the schema: then it holds in every schema, since hiding too much is the safe mistake. */
    private static boolean names(String entry, Catalog.Table table, String column) {
        String name = table.name();
        String wanted = entry.strip();
        return wanted.equalsIgnoreCase(name + column)
                || wanted.equalsIgnoreCase(name.substring(name.lastIndexOf('.') + 1) + column);
    }
}
