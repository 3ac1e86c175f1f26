package dev.askdesk.starters.cli;

import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogCheck;
import dev.askdesk.catalog.CatalogCheck.Finding;
import dev.askdesk.catalog.CatalogCheck.Severity;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk catalog check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Holds a catalog against its database.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they fit", "1:they do not, or one of them cannot be read", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk catalog check", "  askdesk catalog check --database sales.duckdb --catalog sales.yaml"})
final class CatalogCheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--tables", split = ",", paramLabel = "PATTERN", description = TableOptions.DESCRIPTION)
    List<String> tables = List.of();

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Settings settings = setup.settings();
        Catalog catalog = Databases.catalog(settings);
        List<Finding> findings;
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Progress progress = new Progress(terminal, terminal.errIsTerminal());
        try (Warehouse warehouse = Databases.open(settings)) {
            findings = CatalogCheck.check(catalog, warehouse, TableOptions.pattern(tables), progress::show);
        } finally {
            progress.clear();
        }
        PrintWriter out = spec.commandLine().getOut();
        Path file = Databases.catalogFile(settings);
        findings.forEach(finding -> out.println(line(finding)));
        boolean fits = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        out.println((file == null ? "The sample's catalog" : file) + (fits ? " fits " : " does not fit ")
                + Databases.title(settings) + ": " + catalog.tables().size() + " tables, " + findings.size()
                + " findings.");
        out.flush();
        return fits ? ExitCodes.OK : ExitCodes.ENVIRONMENT;
    }

    private static String line(Finding finding) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        return severity + ": " + finding.where() + ": " + finding.message() + "; " + finding.advice();
    }
}
