package dev.askdesk.workers;

import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogDraft;
import dev.askdesk.catalog.CatalogFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A database and its catalog, found by name.
 *
 * @param database the DuckDB file; {@code null} for the sample fund
 * @param catalog {@code null} for the one that comes with the sample
 */
public record DatabaseFiles(
        @Nullable Path database, @Nullable Path catalog) {

    /** The sample fund. */
    public static final DatabaseFiles SAMPLE = new DatabaseFiles(null, null);

    /**
     * {@code NAME.duckdb} in a folder, with {@code NAME.yaml} beside it; a catalog that is missing is drafted from the
     * database, once, into another folder.
     *
     * @throws SettingsException there is no such database
     */
    public static DatabaseFiles find(Path folder, String name, Path drafts, Settings settings) {
        Path database = folder.resolve(name + ".duckdb");
        if (!Files.isRegularFile(database)) {
            throw new SettingsException("There is no database " + database + ", which the cases ask.");
        }
        Path beside = folder.resolve(name + ".yaml");
        if (Files.isRegularFile(beside)) {
            return new DatabaseFiles(database, beside);
        }
        Path draft = drafts.resolve(name + ".yaml");
        if (!Files.exists(draft)) {
            draft(name, database, draft, settings);
        }
        return new DatabaseFiles(database, draft);
    }

    private static void draft(String name, Path database, Path draft, Settings settings) {
        Catalog catalog;
        try (Warehouse warehouse = Databases.open(settings.on(database.toString(), null))) {
            catalog = CatalogDraft.draft(name, warehouse);
        }
        try {
            Files.createDirectories(draft.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CatalogFile.write(catalog, draft);
    }

    Settings in(Settings settings) {
        return settings.on(database == null ? null : database.toString(), catalog);
    }
}
