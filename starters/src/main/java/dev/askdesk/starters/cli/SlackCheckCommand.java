package dev.askdesk.starters.cli;

import dev.askdesk.starters.cli.Diagnosis.Verdict;
import dev.askdesk.starters.slack.SlackCheck;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk slack check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Says what the Slack app lacks and which feature needs it. Posts nothing, changes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is known to lack", "1:something lacks", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk slack check", "  askdesk slack check --listen both"})
final class SlackCheckCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOW",
            description = "What to check for: socket, http or both; without it, the setting slack.listen.")
    @Nullable
    Listen listen;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        SlackSettings settings = setup.settings().slack();
        List<Diagnosis> all = SlackCheck.of(settings, listen == null ? settings.listen() : listen).stream()
                .map(SlackCheckCommand::diagnosis)
                .toList();
        all.forEach(diagnosis -> terminal.out().println(DoctorCommand.line(terminal, diagnosis)));
        terminal.out().flush();
        return all.stream().anyMatch(one -> one.verdict() == Verdict.FAIL) ? ExitCodes.ENVIRONMENT : ExitCodes.OK;
    }

    private static Diagnosis diagnosis(SlackCheck.Finding finding) {
        Boolean isThere = finding.isThere();
        Verdict verdict = isThere == null ? Verdict.WARN : isThere ? Verdict.OK : Verdict.FAIL;
        return new Diagnosis(finding.part(), verdict, finding.text());
    }
}
