package dev.askdesk.sql;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.catalog.Catalog;
import java.util.List;
import java.util.Map;

/** Catalogs for tests. */
final class Catalogs {
    private Catalogs() {}

    /** The tables as the database describes them, nothing more. */
    static Catalog of(List<DatabaseTable> tables) {
        return catalog(
                tables.stream()
                        .map(table -> table(
                                table.name(),
                                table.columns().stream()
                                        .map(column -> column(column.name(), column.type()))
                                        .toList()))
                        .toList(),
                null);
    }

    static Catalog catalog(List<Catalog.Table> tables, Catalog.Access access) {
        return new Catalog(
                "test", "", "duckdb", null, null, false, tables, List.of(), List.of(), List.of(), List.of(), access);
    }

    static Catalog.Table table(String name, List<Catalog.Column> columns) {
        return new Catalog.Table(name, "", List.of(), null, null, List.of(), List.of(), columns);
    }

    static Catalog.Table table(String name, String... columns) {
        return table(
                name,
                List.of(columns).stream()
                        .map(column -> column(column, "VARCHAR"))
                        .toList());
    }

    static Catalog.Column column(String name, String type) {
        return new Catalog.Column(name, type, "", List.of(), false, null, Map.of(), null);
    }

    static Catalog.Access roles(Map<String, Catalog.Role> roles) {
        return new Catalog.Access(roles);
    }

    static Catalog.Role role(List<String> users, List<String> hidden, Map<String, String> rows) {
        return new Catalog.Role(users, hidden, rows);
    }
}
