package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askdesk.learning.AcceptedItems;
import dev.askdesk.learning.FeedbackItem;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.rendering.Safe;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk feedback}: a steward goes through what people think of replies. */
@Command(
        name = "feedback",
        mixinStandardHelpOptions = true,
        description = "Lists what people think of answers; accepts or rejects it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = FeedbackAcceptCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk feedback list --state new",
            "  askdesk feedback show 3fa9",
            "  askdesk feedback accept 3fa9 --question \"How much did we invest in 2022?\" --sql \"SELECT …\"",
            "  askdesk feedback reject 3fa9 --reason \"the answer was right\"",
            "  askdesk feedback cases --out cases.jsonl",
            "%nWhat is accepted is answered with its SQL when it is asked again, shown to the model as an example when",
            "something like it is asked, and a case for askdesk eval."
        })
final class FeedbackCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "One line each, latest first: id, state, thumb, age, who, question.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:the feedback cannot be read or written", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = {"  askdesk feedback list --state new", "  askdesk feedback list --json"})
    int list(
            @Option(names = "--state", description = "new, accepted or rejected.") @Nullable State state,
            @Option(names = "--json", description = "Print a JSON array.") boolean json,
            @Mixin SetupOptions setup) {
        List<FeedbackItem> items = store(setup.settings()).list().stream()
                .filter(item -> state == null || item.state() == state)
                .toList();
        if (json) {
            ArrayNode array = new ObjectMapper().createArrayNode();
            items.forEach(item -> array.add(WireFormat.json().<JsonNode>valueToTree(item)));
            say(array.toPrettyString());
        } else if (items.isEmpty()) {
            say("There is no feedback" + (state == null ? "" : " that is " + name(state)) + ".");
        } else {
            items.forEach(item -> say(line(item)));
        }
        return ExitCodes.OK;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "The whole turn that it is about.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:the feedback cannot be read or written", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = {"  askdesk feedback show 3fa9"})
    int show(@Parameters(paramLabel = "ID") String id, @Mixin SetupOptions setup) {
        FeedbackItem item = item(store(setup.settings()), id);
        say(line(item));
        item.rated().history().forEach(earlier -> say("  earlier: " + Safe.oneLine(earlier.userText())));
        say("  question: " + Safe.text(item.rated().turn().message().text()));
        item.rated().turn().clarifications().forEach(asked -> {
            say("  asked back: " + Safe.oneLine(asked.replyText()));
            say("  replied: " + Safe.oneLine(asked.userText()));
        });
        var reply = item.rated().turn().reply();
        say("  answer: " + (reply == null ? "" : Safe.text(reply.text())));
        shown("sql", item.sql());
        shown("correction", item.correction());
        shown("corrected sql", item.correctedSql());
        Accepted accepted = item.accepted();
        if (accepted != null) {
            shown("accepted as", accepted.question());
            shown("accepted sql", accepted.sql());
        }
        shown("rejected", item.reason());
        return ExitCodes.OK;
    }

    @Command(
            name = "reject",
            mixinStandardHelpOptions = true,
            description = "Nothing comes of it.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:the feedback cannot be read or written", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = {"  askdesk feedback reject 3fa9 --reason \"the answer was right\""})
    int reject(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", description = "Why.") @Nullable String reason,
            @Mixin SetupOptions setup) {
        FeedbackStore store = store(setup.settings());
        store.reject(item(store, id), reason);
        say("Rejected.");
        return ExitCodes.OK;
    }

    @Command(
            name = "undo",
            mixinStandardHelpOptions = true,
            description = "Makes it new again.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:the feedback cannot be read or written", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = {"  askdesk feedback undo 3fa9"})
    int undo(@Parameters(paramLabel = "ID") String id, @Mixin SetupOptions setup) {
        FeedbackStore store = store(setup.settings());
        store.undo(item(store, id));
        say("New again.");
        return ExitCodes.OK;
    }

    @Command(
            name = "cases",
            mixinStandardHelpOptions = true,
            description = "Writes what is accepted as cases for askdesk eval.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:the feedback cannot be read or written", "2:wrong usage"},
            footerHeading = "%nExamples:%n",
            footer = {"  askdesk feedback cases --out cases.jsonl"})
    int cases(
            @Option(names = "--out", required = true, paramLabel = "FILE") Path out,
            @Option(names = "--force", description = "Replace the file.") boolean force,
            @Mixin SetupOptions setup)
            throws IOException {
        if (Files.exists(out) && !force) {
            throw UserError.usage(out + " is there already: name another file, or replace it with --force.");
        }
        String lines = AcceptedItems.cases(store(setup.settings()).list());
        Files.writeString(out, lines);
        long count = lines.lines().count();
        say("Wrote " + out + " with " + count + (count == 1 ? " case." : " cases."));
        return ExitCodes.OK;
    }

    static FeedbackStore store(Settings settings) {
        return new FeedbackStore(settings.feedback(), settings.verified());
    }

    static FeedbackItem item(FeedbackStore store, String id) {
        return store.find(id)
                .orElseThrow(() -> UserError.usage("There is no feedback '" + id
                        + "', or several begin with it: `askdesk feedback list` shows them."));
    }

    private static String line(FeedbackItem item) {
        var feedback = item.rated().turn().feedback();
        return "%s  %-8s  %s  %4s  %-10s  %s"
                .formatted(
                        item.id(),
                        name(item.state()),
                        item.helpful() ? "up  " : "down",
                        age(Duration.between(item.at(), Instant.now())),
                        feedback == null ? "" : Safe.oneLine(feedback.userId()),
                        Safe.oneLine(item.rated().turn().message().text()));
    }

    static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        return age.toHours() > 0 ? age.toHours() + "h" : Math.max(0, age.toMinutes()) + "m";
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void shown(String name, @Nullable String text) {
        if (text != null) {
            say("  " + name + ": " + Safe.text(text));
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
