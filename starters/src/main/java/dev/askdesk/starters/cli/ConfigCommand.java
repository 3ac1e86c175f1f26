package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.Settings.Shown;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints every setting, its value and where it comes from; secrets are hidden.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:a setting is unknown or cannot be read", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk config",
            "  ASKDESK_ROW_LIMIT=50 askdesk config --json",
            "%nA setting NAME is set by --set name=…, by ASKDESK_NAME, or in askdesk.properties in the home."
        })
final class ConfigCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Settings settings = setup.settings();
        TemporalProfile profile = TemporalProfile.load(server);
        String where = profile.address() == null ? "embedded" : profile.where();
        if (json) {
            terminal.out().println(json(settings.shown(), where).toPrettyString());
        } else {
            print(terminal, settings.shown(), where);
        }
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private static ArrayNode json(List<Shown> settings, String where) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (Shown setting : settings) {
            ObjectNode node = array.addObject();
            node.put("name", setting.key());
            node.put("variable", setting.variable());
            node.put("value", setting.value());
            node.put("source", setting.source());
            node.put("description", setting.description());
        }
        ObjectNode temporal = array.addObject();
        temporal.put("name", "temporal");
        temporal.put("value", where);
        temporal.put("source", "Temporal's profile file and TEMPORAL_* variables");
        return array;
    }

    private static void print(Terminal terminal, List<Shown> settings, String where) {
        for (Shown setting : settings) {
            String value = setting.value().isEmpty() ? "(not set)" : setting.value();
            terminal.out()
                    .println(terminal.bold(padded(setting.key(), 24)) + padded(value, 30) + " "
                            + terminal.dim("[" + setting.source() + "] ") + setting.description());
        }
        terminal.out()
                .println(terminal.bold(padded("temporal", 24)) + padded(where, 30) + " "
                        + terminal.dim("[Temporal's profile] ")
                        + "The server, by Temporal's own profile file and TEMPORAL_* variables.");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
