package dev.askdesk.starters.cli;

import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogDraft;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk catalog draft}. */
@Command(
        name = "draft",
        mixinStandardHelpOptions = true,
        description = "Writes a first catalog from a live database, for a person to go through.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:written", "1:the database cannot be read, or the file not written", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk catalog draft --database sales.duckdb > sales.yaml",
            "  askdesk catalog draft --database sales.duckdb --out sales.yaml",
            "  askdesk catalog draft --tables 'fund.sales.*,fund.core.compan*' --out fund.yaml"
        })
final class CatalogDraftCommand implements Callable<Integer> {
    /** For looking at the data; what it does not reach is drafted from the schema alone. */
    private static final Duration BUDGET = Duration.ofMinutes(3);

    @Spec
    CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; without it, standard output.")
    @Nullable
    Path out;

    @Option(names = "--force", description = "Replace the file of --out where it is there already.")
    boolean force;

    @Option(names = "--tables", split = ",", paramLabel = "PATTERN", description = TableOptions.DESCRIPTION)
    List<String> tables = List.of();

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Settings settings = setup.settings();
        if (out != null && Files.exists(out) && !force) {
            throw UserError.usage(out + " is there already: name another file, or replace it with --force.");
        }
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Progress progress = new Progress(terminal, terminal.errIsTerminal());
        Catalog draft;
        try (Warehouse warehouse = Databases.open(settings)) {
            draft = CatalogDraft.draft(
                    Databases.name(settings), warehouse, TableOptions.pattern(tables), BUDGET, progress::show);
        } finally {
            progress.clear();
        }
        if (out == null) {
            spec.commandLine().getOut().print(CatalogFile.toYaml(draft));
            spec.commandLine().getOut().flush();
        } else {
            CatalogFile.write(draft, out);
            spec.commandLine()
                    .getErr()
                    .println("Wrote " + out + " with " + draft.tables().size()
                            + " tables: go through it, then run askdesk catalog check.");
            spec.commandLine().getErr().flush();
        }
        return ExitCodes.OK;
    }
}
