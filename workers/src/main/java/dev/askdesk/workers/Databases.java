package dev.askdesk.workers;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksWarehouse;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.PostgresWarehouse;
import dev.askdesk.adapters.warehouse.UserTokens;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.sql.CatalogTranslation;
import dev.askdesk.workers.WarehouseSettings.RunAs;
import dev.askdesk.workflows.wire.FailureType;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the database that the settings name, and its catalog. Without a name it is the sample fund. */
public final class Databases {
    private static final String DUCKDB_URL = "jdbc:duckdb:";
    private static final String SAMPLE = "sample-fund.duckdb";
    private static final Duration LONGEST_OF_OURS = Duration.ofMinutes(5);
    private static final Pattern CATALOG_OF_URL = Pattern.compile("(?i);conncatalog=([^;]+)");
    private static final Pattern SECRET_IN_URL = Pattern.compile("(?i)[?&](password|sslpassword)=|//[^/@]+:[^/@]+@");

    private Databases() {}

    /** Where the sample fund's database is, or will be. */
    public static Path sampleFile(Settings settings) {
        return settings.home().resolve(SAMPLE);
    }

    public static boolean isSample(Settings settings) {
        return settings.database() == null;
    }

    /** Whether the database is a server, and not a file. */
    private static boolean isServer(@Nullable String database) {
        return database != null
                && (database.startsWith(DatabricksSettings.PREFIX) || database.startsWith(PostgresWarehouse.URL));
    }

    /** The database as people know it: its file, or the URL of its server. */
    public static String title(Settings settings) {
        String database = settings.database();
        return isServer(database) ? String.valueOf(database) : file(settings).toString();
    }

    /** A short name for the database: of its file, its catalog or its schema. */
    public static String name(Settings settings) {
        String database = settings.database();
        if (database == null || !isServer(database)) {
            return String.valueOf(file(settings).getFileName()).replaceFirst("\\.[^.]+$", "");
        }
        Matcher named = CATALOG_OF_URL.matcher(database);
        if (named.find()) {
            return named.group(1);
        }
        String path = database.split("[;?]", 2)[0];
        String last = path.substring(path.lastIndexOf('/') + 1);
        return database.startsWith(PostgresWarehouse.URL) && !last.isEmpty() ? last : "warehouse";
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
            throw unavailable(
                    "'" + SettingValues.withoutSecrets(database)
                            + "' is no DuckDB file, nor a jdbc:duckdb:, jdbc:databricks: or" + " jdbc:postgresql: URL.",
                    null);
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
     * @throws SettingsException a server's credentials are missing, or in its URL
     */
    public static Warehouse open(Settings settings) {
        String database = settings.database();
        if (database != null && database.startsWith(DatabricksSettings.PREFIX)) {
            return new DatabricksWarehouse(databricks(database, settings));
        }
        if (database != null && database.startsWith(PostgresWarehouse.URL)) {
            return postgres(database, settings);
        }
        Path file = file(settings);
        if (isSample(settings) && !Files.exists(file)) {
            writeSample(file);
        }
        return DuckDbWarehouse.open(file);
    }

    /** Reading a catalog or its values takes longer than a question may. */
    private static Duration longest(Settings settings) {
        Duration asked = settings.queries().timeout();
        return asked.compareTo(LONGEST_OF_OURS) > 0 ? asked : LONGEST_OF_OURS;
    }

    private static DatabricksSettings databricks(String url, Settings settings) {
        WarehouseSettings warehouse = settings.warehouse();
        try {
            return new DatabricksSettings(
                    url,
                    warehouse.protocol(),
                    credentials(warehouse),
                    warehouse.runAs() == RunAs.USER && warehouse.userTokens() != null
                            ? new UserTokens(warehouse.userTokens())
                            : null,
                    warehouse.connections(),
                    warehouse.wake(),
                    longest(settings));
        } catch (IllegalArgumentException wrong) {
            throw new SettingsException(String.valueOf(wrong.getMessage()));
        }
    }

    private static Credentials credentials(WarehouseSettings warehouse) {
        if (warehouse.clientId() != null && warehouse.clientSecret() != null) {
            return new Credentials.Client(
                    warehouse.clientId(), warehouse.clientSecret().value());
        }
        if (warehouse.token() != null) {
            return new Credentials.Token(warehouse.token().value());
        }
        throw new SettingsException("Databricks needs credentials: set ASKDESK_WAREHOUSE_CLIENT_ID and"
                + " ASKDESK_WAREHOUSE_CLIENT_SECRET of a service principal, or ASKDESK_WAREHOUSE_TOKEN.");
    }

    private static Warehouse postgres(String url, Settings settings) {
        if (SECRET_IN_URL.matcher(url).find()) {
            throw new SettingsException(
                    "The database's URL has a password in it: set ASKDESK_WAREHOUSE_TOKEN instead.");
        }
        WarehouseSettings warehouse = settings.warehouse();
        return new PostgresWarehouse(
                url,
                warehouse.user(),
                warehouse.token() == null ? null : warehouse.token().value(),
                warehouse.connections(),
                warehouse.wake(),
                longest(settings));
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
     * The database's catalog: the one that is named, the sample's own, or the first of {@link #besides}. One that was
     * written for another engine is translated.
     *
     * @throws CatalogException there is none, or it cannot be used
     */
    public static Catalog catalog(Settings settings) {
        Path file = catalogFile(settings);
        return file == null ? sampleCatalog() : CatalogTranslation.read(file, dialect(settings));
    }

    private static Dialect dialect(Settings settings) {
        String database = settings.database();
        if (!isServer(database)) {
            return Dialect.DUCKDB;
        }
        return database != null && database.startsWith(DatabricksSettings.PREFIX)
                ? Dialect.DATABRICKS
                : Dialect.POSTGRESQL;
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
        String name = name(settings);
        List<Path> candidates = isServer(settings.database())
                ? List.of(settings.home().resolve(name + ".yaml"))
                : besides(file(settings));
        String written = isServer(settings.database()) ? "" : "--database " + file(settings) + " ";
        return candidates.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new CatalogException("There is no catalog for " + title(settings) + ": write "
                        + candidates.get(0) + " with `askdesk catalog draft " + written + "--out "
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
