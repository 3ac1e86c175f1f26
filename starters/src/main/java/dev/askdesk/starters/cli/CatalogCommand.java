package dev.askdesk.starters.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code askdesk catalog}. */
@Command(
        name = "catalog",
        mixinStandardHelpOptions = true,
        description = "Writes and checks the catalog: what an analyst knows about a database.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CatalogDraftCommand.class, CatalogCheckCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk catalog draft --database sales.duckdb --out sales.yaml",
            "  askdesk catalog check --database sales.duckdb --catalog sales.yaml"
        })
final class CatalogCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: draft or check.");
    }
}
