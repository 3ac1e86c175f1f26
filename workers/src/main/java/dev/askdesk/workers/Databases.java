package dev.askdesk.workers;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.workflows.wire.FailureType;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the database that the settings name, and its catalog. Without a name it is the sample fund. */
public final class Databases {
    private static final String DUCKDB_URL = "jdbc:duckdb:";
    private static final String SAMPLE = "sample-fund.duckdb";

    private Databases() {}

    /** Where the sample fund's database is, or will be. */
    public static Path sampleFile(Settings settings) {
        return settings.home().resolve(SAMPLE);
    }

    public static boolean isSample(Settings settings) {
        return settings.database() == null;
    }

    /**
     * The database's file.
     *
     * @throws OutsideException the setting names no DuckDB file
     */
    public static Path file(Settings settings) {
        String database = settings.database();
        if (database == null) {
            return sampleFile(settings);
        }
        String path = database.startsWith(DUCKDB_URL) ? database.substring(DUCKDB_URL.length()) : database;
        if (path.isBlank() || path.startsWith("jdbc:") || path.startsWith(":memory:")) {
            throw unavailable("'" + database + "' is no DuckDB file or jdbc:duckdb:FILE URL.", null);
        }
        try {
            return SettingValues.path(path, Path.of(System.getProperty("user.home")));
        } catch (InvalidPathException e) {
            throw unavailable("'" + database + "' is not a path.", e);
        }
    }

    /**
     * Opens the database; the sample fund is written first where it is missing.
     *
     * @throws OutsideException it cannot be opened, or the sample cannot be written
     */
    public static Warehouse open(Settings settings) {
        Path file = file(settings);
        if (isSample(settings) && !Files.exists(file)) {
            writeSample(file);
        }
        return DuckDbWarehouse.open(file);
    }

    /** @throws OutsideException the file cannot be written */
    public static void writeSample(Path file) {
        try {
            SampleFund.writeTo(file);
        } catch (UncheckedIOException e) {
            throw unavailable(e.getMessage() + ": set ASKDESK_HOME to a folder that is writable.", e);
        }
    }

    /**
     * The database's catalog: the one that is named, the sample's own, or the first of {@link #besides}.
     *
     * @throws CatalogException there is none, or it cannot be used
     */
    public static Catalog catalog(Settings settings) {
        Path file = catalogFile(settings);
        return file == null ? sampleCatalog() : CatalogFile.read(file);
    }

    /** The catalog that comes with the sample fund. */
    public static Catalog sampleCatalog() {
        return CatalogFile.readResource(SampleFund.CATALOG.substring(1));
    }

    /**
     * The catalog's file; {@code null} for the one that comes with the sample.
     *
     * @throws CatalogException there is none
     */
    public static @Nullable Path catalogFile(Settings settings) {
        Path named = settings.catalog();
        if (named != null || isSample(settings)) {
            return named;
        }
        Path database = file(settings);
        List<Path> candidates = besides(database);
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new CatalogException("There is no catalog for " + database + ": write "
                        + candidates.get(0) + " with `askdesk catalog draft --database " + database + " --out "
                        + candidates.get(0) + "`, or name one with --catalog."));
    }

    /** Where a database's catalog is looked for: {@code NAME.yaml}, then {@code catalog.yaml}, in its folder. */
    public static List<Path> besides(Path database) {
        String name = String.valueOf(database.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return List.of(database.resolveSibling(stem + ".yaml"), database.resolveSibling("catalog.yaml"));
    }

    private static OutsideException unavailable(String message, @Nullable Throwable cause) {
        return new OutsideException(FailureType.WAREHOUSE_UNAVAILABLE, message, cause);
    }
}
