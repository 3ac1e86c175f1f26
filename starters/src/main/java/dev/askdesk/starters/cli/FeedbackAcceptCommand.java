package dev.askdesk.starters.cli;

import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.learning.FeedbackItem;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.learning.Steward;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.rendering.Safe;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk feedback accept}. */
@Command(
        name = "accept",
        mixinStandardHelpOptions = true,
        description = "Makes it a verified question and a case of the evaluation.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:accepted",
            "1:the feedback or the database cannot be read or written",
            "2:wrong usage: something is missing, or the SQL is not admitted or does not run"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk feedback accept 3fa9",
            "  askdesk feedback accept 3fa9 --question \"How much did we invest in 2022?\" --sql \"SELECT …\"",
            "%nA thumbs-down needs the right SQL: from the person's correction, or from --sql. A question that belongs",
            "to a conversation needs --question in full."
        })
final class FeedbackAcceptCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "As in askdesk feedback list; its beginning is enough.")
    String id;

    @Option(names = "--question", paramLabel = "TEXT", description = "The question so that it stands by itself.")
    @Nullable
    String question;

    @Option(names = "--sql", paramLabel = "SQL", description = "The right SQL.")
    @Nullable
    String sql;

    @Option(names = "--answer", paramLabel = "TEXT", description = "The right answer in words.")
    @Nullable
    String answer;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Settings settings = setup.settings();
        FeedbackStore store = FeedbackCommand.store(settings);
        FeedbackItem item = FeedbackCommand.item(store, id);
        try {
            Accepted accepted = Steward.accepted(item, question, sql, answer);
            Steward.requireNoOther(store.list(), item, accepted);
            store.accept(item, checked(settings, item, accepted));
            spec.commandLine()
                    .getOut()
                    .println("Accepted: \"" + Safe.oneLine(accepted.question())
                            + "\" is answered with this SQL from now on.");
            spec.commandLine().getOut().flush();
            return ExitCodes.OK;
        } catch (NotAcceptable missing) {
            throw UserError.usage(String.valueOf(missing.getMessage()));
        }
    }

    /** What is done with the SQL of every answer is done with this one too. */
    private static Accepted checked(Settings settings, FeedbackItem item, Accepted accepted) {
        Catalog catalog = Databases.catalog(settings);
        if (!catalog.name().equals(item.database())) {
            throw UserError.usage("This feedback is about the database '" + item.database() + "', but '"
                    + catalog.name() + "' is set: name it with --database and --catalog.");
        }
        int rows = settings.queries().rowLimit();
        Admission admission = new SqlGuard(catalog, rows).admit(accepted.sql(), settings.user());
        Problem problem = admission.problem();
        String admitted = admission.sql();
        if (problem != null || admitted == null) {
            throw UserError.usage(
                    "The SQL is not admitted: " + (problem == null ? "" : told(problem)) + " Correct it with --sql.");
        }
        try (Warehouse warehouse = Databases.open(settings)) {
            warehouse.dryRun(admitted);
            warehouse.query(admitted, rows, settings.queries().timeout());
        } catch (StatementException refused) {
            throw UserError.usage("The SQL does not run: " + told(refused.problem()) + " Correct it with --sql.");
        }
        return accepted.reading(admission.tables());
    }

    private static String told(Problem problem) {
        return problem.message()
                + (problem.hints().isEmpty() ? "" : " Perhaps: " + String.join("; ", problem.hints()) + ".");
    }
}
