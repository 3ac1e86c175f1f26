package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.knowledge.RetrievalEval;
import dev.askdesk.knowledge.RetrievalEval.Asked;
import dev.askdesk.knowledge.RetrievalEval.Score;
import dev.askdesk.rendering.Safe;
import dev.askdesk.workers.DeskParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk knowledge eval}. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description =
                "Measures how often the page that answers a question is found: beside plain vector search, plain BM25, "
                        + "their fusion by ranks, and what is left when a part of the ranking is taken away.",
        footerHeading = "%nQuestions, one a line:%n",
        footer = "  {\"question\": \"How do I get a new laptop?\", \"pages\": [\"devices/laptops.md\"]}")
final class KnowledgeEvalCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Questions with the pages that answer them.")
    Path file = Path.of("");

    @Option(names = "--misses", description = "Print the questions whose page is not among the first five.")
    boolean misses;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() throws IOException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        List<Asked> questions = questions();
        DeskParts parts = new DeskParts(setup.settings());
        Embeddings embeddings = parts.embeddings();
        try (PassageIndex index = parts.index(embeddings)) {
            RetrievalEval eval = RetrievalEval.of(questions, index, embeddings);
            terminal.out()
                    .println(String.format(
                            "%-28s %7s %7s %7s", questions.size() + " questions", "hit@1", "hit@5", "MRR"));
            for (Score score : eval.scores()) {
                terminal.out()
                        .println(String.format(
                                Locale.ROOT,
                                "%-28s %5.1f %% %5.1f %% %7.3f",
                                score.way(),
                                100 * score.hitAt1(),
                                100 * score.hitAt5(),
                                score.meanReciprocalRank()));
            }
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "A search, embedding included: median %.1f ms, 95th percentile %.1f ms.",
                            eval.millis(0.5),
                            eval.millis(0.95)));
            if (misses) {
                eval.misses().forEach(miss -> terminal.out().println(Safe.oneLine(miss)));
            }
        }
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private List<Asked> questions() throws IOException {
        List<Asked> questions = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode read = JSON.readTree(line);
            List<String> pages = new ArrayList<>();
            read.path("pages").forEach(page -> pages.add(page.asText()));
            if (pages.isEmpty() || read.path("question").asText().isBlank()) {
                throw UserError.environment(file + ", line " + number + " has no question or no pages.", null);
            }
            questions.add(new Asked(read.path("question").asText(), pages));
        }
        return questions;
    }
}
