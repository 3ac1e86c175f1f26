package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.Warehouse;
import java.util.List;

/** Placeholder. */
public final class CatalogCheck {
    private CatalogCheck() {}

    public static List<Finding> check(Catalog catalog, Warehouse warehouse) {
        return warehouse.tables().size() < catalog.tables().size()
                ? List.of(new Finding(true, "tables are missing"))
                : List.of();
    }
}
