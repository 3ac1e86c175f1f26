package dev.askdesk.starters.cli;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogCheck;
import dev.askdesk.catalog.CatalogCheck.Finding;
import dev.askdesk.catalog.CatalogCheck.Severity;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.starters.cli.Diagnosis.Verdict;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Models;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at everything that a question needs. No look keeps the others from being taken. */
final class Doctor {
    private final SetupOptions setup;
    private final ServerOptions server;
    private final List<Diagnosis> found = new ArrayList<>();

    Doctor(SetupOptions setup, ServerOptions server) {
        this.setup = setup;
        this.server = server;
    }

    List<Diagnosis> examine() {
        look("java", () -> ok("java", Runtime.version() + " at " + System.getProperty("java.home")));
        Settings settings;
        try {
            settings = setup.settings();
            found.add(ok("settings", "read; `askdesk config` prints them"));
        } catch (SettingsException e) {
            found.add(fail("settings", String.valueOf(e.getMessage())));
            return found;
        }
        look("home", () -> home(settings.home()));
        database(settings);
        models(settings);
        DeskDoctor desk = new DeskDoctor(settings);
        look("helpdesk", desk::helpdesk);
        look("wiki", desk::wiki);
        look("index", desk::index);
        look("temporal", () -> temporal(settings));
        return found;
    }

    private void look(String part, Supplier<Diagnosis> look) {
        try {
            found.add(look.get());
        } catch (RuntimeException e) {
            found.add(fail(part, String.valueOf(e.getMessage())));
        }
    }

    private static Diagnosis home(Path home) {
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "doctor", ".tmp"));
            return ok("home", home + " is writable");
        } catch (IOException e) {
            return fail("home", home + " is not writable: set ASKDESK_HOME to a folder that is");
        }
    }

    private void database(Settings settings) {
        try (Warehouse warehouse = Databases.open(settings)) {
            look("database", () -> tables(settings, warehouse));
            look("catalog", () -> catalog(settings, warehouse));
        } catch (OutsideException e) {
            found.add(fail("database", String.valueOf(e.getMessage())));
            look(
                    "catalog",
                    () -> new Diagnosis(
                            "catalog",
                            Verdict.WARN,
                            Databases.catalog(settings).name() + " is readable, but not checked"));
        }
    }

    private static Diagnosis tables(Settings settings, Warehouse warehouse) {
        List<DatabaseTable> tables = warehouse.tables();
        if (tables.isEmpty()) {
            return fail("database", Databases.title(settings) + " has no table: name another one with --database");
        }
        long readable =
                tables.stream().filter(table -> hasRows(warehouse, table)).count();
        String text = Databases.title(settings) + ": " + tables.size() + " tables, " + readable + " with rows";
        return new Diagnosis("database", readable == 0 ? Verdict.WARN : Verdict.OK, text);
    }

    private static boolean hasRows(Warehouse warehouse, DatabaseTable table) {
        try {
            String name = Dialect.of(warehouse.dialect()).quotedParts(table.name());
            return !warehouse
                    .query("SELECT 1 FROM " + name + " LIMIT 1", 1, Duration.ofSeconds(10))
                    .rows()
                    .isEmpty();
        } catch (StatementException e) {
            return false;
        }
    }

    private static Diagnosis catalog(Settings settings, Warehouse warehouse) {
        Catalog catalog = Databases.catalog(settings);
        List<Finding> findings = CatalogCheck.check(catalog, warehouse);
        long errors = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        if (errors > 0) {
            return fail("catalog", errors + " errors: see `askdesk catalog check`");
        }
        return findings.isEmpty()
                ? ok("catalog", catalog.name() + ": " + catalog.tables().size() + " tables, fits the database")
                : new Diagnosis("catalog", Verdict.WARN, findings.size() + " warnings: see `askdesk catalog check`");
    }

    private void models(Settings settings) {
        try {
            Models models = Models.of(settings);
            List<String> names = models.shown().stream().map(Models.Shown::name).toList();
            names.forEach(name -> look("model", () -> model(models.check(name), names.size() == 1 ? "" : name + ": ")));
        } catch (SettingsException e) {
            found.add(fail("model", String.valueOf(e.getMessage())));
        }
    }

    private static Diagnosis model(Models.Check check, String prefix) {
        Verdict verdict = !check.works() ? Verdict.FAIL : check.sure() ? Verdict.OK : Verdict.WARN;
        return new Diagnosis("model", verdict, prefix + check.text());
    }

    private Diagnosis temporal(Settings settings) {
        TemporalProfile profile = TemporalProfile.load(server);
        if (profile.address() == null) {
            return ok("temporal", "embedded in each command; --server or TEMPORAL_ADDRESS names a real server");
        }
        try (Connection connection = Connection.remote(settings, profile)) {
            return connection.hasWorker()
                    ? ok("temporal", connection.where() + ", and a worker is there")
                    : new Diagnosis(
                            "temporal",
                            Verdict.WARN,
                            connection.where() + " answers, but no worker is there: start one with `askdesk worker`");
        }
    }

    private static Diagnosis ok(String part, String text) {
        return new Diagnosis(part, Verdict.OK, text);
    }

    private static Diagnosis fail(String part, String text) {
        return new Diagnosis(part, Verdict.FAIL, text);
    }
}
