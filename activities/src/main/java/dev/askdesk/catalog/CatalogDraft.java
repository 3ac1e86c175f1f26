package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.Warehouse;
import java.util.List;

/** Placeholder. */
public final class CatalogDraft {
    private CatalogDraft() {}

    public static Catalog draft(String name, Warehouse warehouse) {
        return new Catalog(
                name,
                name,
                warehouse.dialect(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
