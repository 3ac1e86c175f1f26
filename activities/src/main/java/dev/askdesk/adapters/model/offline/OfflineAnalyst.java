package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.adapters.model.offline.QuestionMarks.Found;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.grounding.Grounder.Mention;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.wire.Usage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The offline model: reads questions by the words of the catalog and the values of the data alone, without a network.
 * It answers only what it reads whole: one word that means nothing to it, and it declines.
 */
public final class OfflineAnalyst implements Analyst {
    public static final String NAME = "offline model";
    /** Earlier messages that a follow-up may build on. */
    private static final int REMEMBERED = 6;

    private final Grounder grounder;
    private final QuestionMarks reader;
    private final Columns columns;
    private final Units units;

    public OfflineAnalyst(Grounder grounder) {
        this.grounder = grounder;
        this.reader = new QuestionMarks(
                grounder.lexicon(),
                grounder.catalog().name(),
                grounder.catalog().currency());
        this.columns = new Columns(grounder.catalog());
        this.units = new Units(grounder.catalog());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        return new Understood(decide(request), new Usage(NAME, 1, 0, 0, 0));
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        return new Interpretation(PlainWording.of(request, units), new Usage(NAME, 1, 0, 0, 0));
    }

    private Decision decide(UnderstandRequest request) {
        List<Attempt> attempts = request.attempts();
        if (!attempts.isEmpty()) {
            Problem problem = attempts.get(attempts.size() - 1).problem();
            boolean nothingFound =
                    problem.kind() == Problem.Kind.UNKNOWN_VALUE || problem.kind() == Problem.Kind.ALL_NULL;
            if (!nothingFound) {
                return decline("its SQL did not run: " + problem.message());
            }
        }
        LocalDate today = request.message().sentAt().atZone(ZoneOffset.UTC).toLocalDate();
        List<String> replies =
                request.clarifications().stream().map(Exchange::userText).toList();
        String question = request.message().text();
        try {
            Draft draft = read(question, replies, before(request.history(), today), today);
            SqlWriter.Written written = SqlWriter.write(grounder.catalog(), grounder.joins(), columns, draft, question);
            return new Decision.SqlQuery(written.sql(), written.assumptions());
        } catch (NotUnderstood notUnderstood) {
            return decline(notUnderstood.reason());
        }
    }

    private static Decision decline(String reason) {
        return new Decision.Decline("The offline model cannot read this question. " + reason
                + " Ask in other words, or set a language model (`askdesk config`).");
    }

    /** What the conversation was about before this message; {@code null} when that cannot be read. */
    private @Nullable Draft before(List<Exchange> history, LocalDate today) {
        Draft before = null;
        for (Exchange exchange : history.subList(Math.max(0, history.size() - REMEMBERED), history.size())) {
            // The first line asked; what follows are replies to clarifying questions.
            List<String> lines = Arrays.asList(exchange.userText().split("\n"));
            try {
                before = read(lines.get(0), lines.subList(1, lines.size()), before, today);
            } catch (NotUnderstood notUnderstood) {
                // A message that could not be read then is not built upon now: what came before it stays.
            }
        }
        return before;
    }

    private Draft read(String question, List<String> replies, @Nullable Draft before, LocalDate today) {
        List<Mention> mentions = grounder.mentions(question, replies);
        for (Mention mention : mentions) {
            if (mention.ambiguity() != null) {
                throw new NotUnderstood("“" + mention.text() + "” may mean "
                        + String.join(" or ", mention.ambiguity().options()) + ".");
            }
        }
        Found found = reader.find(question, mentions, today);
        if (!found.unknown().isEmpty()) {
            throw new NotUnderstood("It does not know what “"
                    + String.join(
                            "”, “", found.unknown().stream().distinct().limit(5).toList()) + "” means in this data.");
        }
        Draft draft = DraftReader.read(found.marks(), columns, grounder, question);
        Doubts.check(question, found.marks(), draft, today);
        if (before != null && FollowUp.continues(draft, found.marks())) {
            FollowUp.complete(draft, before, found.marks());
        }
        return draft;
    }
}
