package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.learning.FeedbackItem;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.learning.Steward;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.learning.VerifiedQuestions;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
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
    private static final int ROWS = 1_000;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "One line each, latest first.")
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

    @Command(name = "show", mixinStandardHelpOptions = true, description = "The whole turn that it is about.")
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
        say("  sql: " + Safe.text(String.valueOf(item.sql())));
        say("  correction: " + Safe.text(String.valueOf(item.correction())));
        Accepted accepted = item.accepted();
        if (accepted != null) {
            say("  accepted as: " + accepted.question() + "\n    " + accepted.sql());
        }
        return ExitCodes.OK;
    }

    @Command(name = "accept", mixinStandardHelpOptions = true, description = "Makes it a verified question and a case.")
    int accept(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--question", description = "The question so that it stands by itself.") @Nullable
                    String question,
            @Option(names = "--sql", description = "The right SQL.") @Nullable String sql,
            @Option(names = "--answer", description = "The right answer in words.") @Nullable String answer,
            @Mixin SetupOptions setup) {
        Settings settings = setup.settings();
        FeedbackStore store = store(settings);
        FeedbackItem item = item(store, id);
        Accepted accepted;
        try {
            accepted = Steward.accepted(item, question, sql, answer);
        } catch (NotAcceptable missing) {
            throw UserError.usage(String.valueOf(missing.getMessage()));
        }
        Catalog catalog = Databases.catalog(settings);
        if (!catalog.name().equals(item.database())) {
            throw UserError.usage("This feedback is about the database '" + item.database() + "', but '"
                    + catalog.name() + "' is set: name it with --database and --catalog.");
        }
        check(settings, catalog, accepted.sql());
        store.accept(item, accepted);
        publish(settings, store, item.database());
        say("Accepted: \"" + accepted.question() + "\" is answered with this SQL from now on.");
        return ExitCodes.OK;
    }

    @Command(name = "reject", mixinStandardHelpOptions = true, description = "Nothing comes of it.")
    int reject(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", description = "Why.") @Nullable String reason,
            @Mixin SetupOptions setup) {
        FeedbackStore store = store(setup.settings());
        FeedbackItem item = item(store, id);
        store.reject(item, reason);
        publish(setup.settings(), store, item.database());
        say("Rejected.");
        return ExitCodes.OK;
    }

    @Command(name = "undo", mixinStandardHelpOptions = true, description = "Makes it new again.")
    int undo(@Parameters(paramLabel = "ID") String id, @Mixin SetupOptions setup) {
        FeedbackStore store = store(setup.settings());
        FeedbackItem item = item(store, id);
        store.undo(item);
        publish(setup.settings(), store, item.database());
        say("New again.");
        return ExitCodes.OK;
    }

    @Command(
            name = "cases",
            mixinStandardHelpOptions = true,
            description = "Writes what is accepted as cases for askdesk eval.")
    int cases(
            @Option(names = "--out", required = true, paramLabel = "FILE") Path out,
            @Option(names = "--force", description = "Replace the file.") boolean force,
            @Mixin SetupOptions setup)
            throws IOException {
        if (Files.exists(out) && !force) {
            throw UserError.usage(out + " is there already: name another file, or replace it with --force.");
        }
        StringBuilder text = new StringBuilder();
        int count = 0;
        // The evaluation asks the sample fund where a case names no database.
        String sample = Databases.sampleCatalog().name();
        for (FeedbackItem item : store(setup.settings()).list()) {
            Accepted accepted = item.accepted();
            if (accepted != null) {
                var node = new ObjectMapper().createObjectNode();
                node.put("id", item.id()).put("question", accepted.question());
                if (!item.database().equals(sample)) {
                    node.put("database", item.database());
                }
                node.put("sql", accepted.sql()).put("answer", accepted.answer());
                text.append(node).append('\n');
                count++;
            }
        }
        Files.writeString(out, text);
        say("Wrote " + out + " with " + count + (count == 1 ? " case." : " cases."));
        return ExitCodes.OK;
    }

    /** What runs for every answer is run for this one too. */
    private static void check(Settings settings, Catalog catalog, String sql) {
        Admission admission = new SqlGuard(catalog, settings.queries().rowLimit()).admit(sql, settings.user());
        String admitted = admission.sql();
        if (admitted == null) {
            throw UserError.usage("The SQL is not admitted: "
                    + (admission.problem() == null ? "" : admission.problem().message()) + " Correct it with --sql.");
        }
        try (Warehouse warehouse = Databases.open(settings)) {
            warehouse.query(admitted, ROWS, settings.queries().timeout());
        } catch (StatementException refused) {
            throw UserError.usage("The SQL does not run: " + refused.problem().message() + " Correct it with --sql.");
        }
    }

    private static void publish(Settings settings, FeedbackStore store, String database) {
        List<VerifiedQuestion> verified = store.list().stream()
                .filter(item -> item.database().equals(database))
                .flatMap(item -> Stream.ofNullable(item.accepted()))
                .map(accepted -> new VerifiedQuestion(accepted.question(), accepted.sql()))
                .toList();
        new VerifiedQuestions(settings.verified(), database).write(verified);
    }

    private static FeedbackStore store(Settings settings) {
        return new FeedbackStore(settings.feedback());
    }

    private static FeedbackItem item(FeedbackStore store, String id) {
        return store.find(id)
                .orElseThrow(() -> UserError.usage("There is no feedback '" + id
                        + "', or several begin with it: `askdesk feedback list` shows them."));
    }

    private static String line(FeedbackItem item) {
        var feedback = item.rated().turn().feedback();
        return "%s  %-8s  %s  %s  %-10s  %s"
                .formatted(
                        item.id(),
                        name(item.state()),
                        item.helpful() ? "up  " : "down",
                        item.at().toString().substring(0, 16),
                        feedback == null ? "" : Safe.oneLine(feedback.userId()),
                        Safe.oneLine(item.rated().turn().message().text()));
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
