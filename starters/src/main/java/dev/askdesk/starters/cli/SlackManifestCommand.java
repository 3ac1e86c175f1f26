package dev.askdesk.starters.cli;

import dev.askdesk.starters.slack.SlackManifest;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk slack manifest}. */
@Command(
        name = "manifest",
        mixinStandardHelpOptions = true,
        description = "Prints the app's manifest, from which Slack makes the app.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk slack manifest",
            "  askdesk slack manifest --http https://askdesk.firm.example",
            "%nPaste it at https://api.slack.com/apps under Create New App, From a manifest, YAML."
        })
final class SlackManifestCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--http",
            paramLabel = "URL",
            description = "Where Slack reaches this app over HTTPS, for events over HTTP instead of Socket Mode.")
    @Nullable
    URI http;

    @Override
    public Integer call() {
        if (http != null && (!"https".equals(http.getScheme()) || http.getHost() == null)) {
            throw UserError.usage(
                    "--http is '" + http + "', but must be an address such as https://askdesk.firm.example.");
        }
        spec.commandLine().getOut().print(http == null ? SlackManifest.socketMode() : SlackManifest.http(http));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
