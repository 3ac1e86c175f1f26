package dev.askdesk.starters.cli;

import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.rendering.Safe;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.knowledge.SyncResult;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk knowledge}. */
@Command(
        name = "knowledge",
        mixinStandardHelpOptions = true,
        description = "The index of the firm's wiki: bring it up to date, search it, measure it.",
        subcommands = {
            KnowledgeCommand.Sync.class,
            KnowledgeCommand.Search.class,
            KnowledgeCommand.Status.class,
            KnowledgeEvalCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk knowledge sync",
            "  askdesk knowledge search \"How do I get on the VPN from abroad?\"",
            "  askdesk knowledge sync --set wiki.folder=docs/handbook",
            "  askdesk knowledge eval questions.jsonl --set wiki.folder=docs/handbook"
        })
final class KnowledgeCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** {@code askdesk knowledge sync}. */
    @Command(
            name = "sync",
            mixinStandardHelpOptions = true,
            description = "Indexes pages that are new or changed, and prunes those that are gone or restricted.")
    static final class Sync implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        SetupOptions setup;

        @Mixin
        ServerOptions server;

        @Override
        public Integer call() {
            Terminal terminal =
                    Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
            Settings settings = setup.settings();
            long began = System.nanoTime();
            SyncResult result;
            try (DeskSession session = DeskSession.open(settings, server)) {
                result = session.sync(terminal);
            }
            print(terminal, result, (System.nanoTime() - began) / 1e9);
            return ExitCodes.OK;
        }
    }

    static void print(Terminal terminal, SyncResult result, double seconds) {
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d pages: %,d indexed as %,d passages, %,d unchanged, %,d pruned, in %.1f s.",
                        result.pages(),
                        result.indexed(),
                        result.chunks(),
                        result.unchanged(),
                        result.pruned(),
                        seconds));
        for (SyncResult.Left left : result.left()) {
            terminal.out().println("Left out: " + Safe.oneLine(left.pageId() + ": " + left.reason()));
        }
        terminal.out().flush();
    }

    /** {@code askdesk knowledge search}. */
    @Command(name = "search", mixinStandardHelpOptions = true, description = "Shows the pages nearest to a question.")
    static final class Search implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "QUESTION", description = "As a person would ask.")
        String question = "";

        @Option(names = "--pages", paramLabel = "N", defaultValue = "5", description = "So many pages; by default 5.")
        int pages;

        @Mixin
        SetupOptions setup;

        @Override
        public Integer call() {
            Terminal terminal =
                    Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
            DeskParts parts = new DeskParts(setup.settings());
            Embeddings embeddings = parts.embeddings();
            try (PassageIndex index = parts.index(embeddings)) {
                List<Passage> found = parts.search(index, embeddings).search(question, "", pages);
                for (int i = 0; i < found.size(); i++) {
                    print(terminal, i + 1, found.get(i));
                }
                if (found.isEmpty()) {
                    terminal.out().println("No page is near to it.");
                }
            }
            terminal.out().flush();
            return ExitCodes.OK;
        }

        private static void print(Terminal terminal, int place, Passage passage) {
            String headings = passage.headings().isEmpty() ? "" : " › " + String.join(" › ", passage.headings());
            String score = String.format(Locale.ROOT, "%.2f", passage.score());
            terminal.out()
                    .println(terminal.bold(place + ". " + Safe.oneLine(passage.title() + headings)) + "  "
                            + terminal.dim(score));
            terminal.out().println("   " + Safe.oneLine(passage.url()));
            String text = Safe.oneLine(passage.text());
            terminal.out().println("   " + (text.length() <= 200 ? text : text.substring(0, 199) + "…"));
        }
    }

    /** {@code askdesk knowledge status}. */
    @Command(name = "status", mixinStandardHelpOptions = true, description = "Says what the index holds.")
    static final class Status implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        SetupOptions setup;

        @Override
        public Integer call() {
            DeskParts parts = new DeskParts(setup.settings());
            Embeddings embeddings = parts.embeddings();
            try (PassageIndex index = parts.index(embeddings)) {
                String whole = index.finishedAt()
                        .map(time -> "made whole last at " + time)
                        .orElse("never whole: run `askdesk knowledge sync`");
                spec.commandLine()
                        .getOut()
                        .println(index.pages().size() + " pages, embeddings " + embeddings.name() + ", " + whole + ".");
                spec.commandLine().getOut().flush();
            }
            return ExitCodes.OK;
        }
    }
}
