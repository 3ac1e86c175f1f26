package dev.askdesk.starters.cli;

import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk sample}. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Makes the sample fund's database and prints where it is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is there", "1:it cannot be written", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk sample", "  askdesk sample --force"})
final class SampleCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--force", description = "Write it again where it is there already.")
    boolean force;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Settings settings = setup.settings();
        Path file = Databases.sampleFile(settings);
        if (force || !Files.exists(file)) {
            Databases.writeSample(file);
        }
        spec.commandLine().getOut().println(file);
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
