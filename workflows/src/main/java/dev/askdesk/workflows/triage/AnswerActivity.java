package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a ticket to an answer with its citations. */
@ActivityInterface
public interface AnswerActivity {

    /** What the requester asks, as one sentence. */
    @ActivityMethod(name = "SummariseTicket")
    Summary summarise(SummariseRequest request);

    /** The passages of the wiki that are nearest to the question, the best of each page first. */
    @ActivityMethod(name = "RetrievePassages")
    Retrieved retrieve(RetrieveRequest request);

    /** An answer whose every sentence is borne out by the passage that it cites, or none. */
    @ActivityMethod(name = "AnswerTicket")
    Drafted answer(AnswerRequest request);

    /** Writes down how a ticket ended, for the report; again for the same version, it replaces what was there. */
    @ActivityMethod(name = "RecordOutcome")
    void record(Triage triage);

    record SummariseRequest(String ticketId, CleanTicket ticket) {}

    /**
     * @param question one sentence; {@code null} where nothing is asked
     * @param nothing why nothing is asked; {@code null} where something is
     */
    record Summary(@Nullable String question, @Nullable String nothing, Usage usage) {}

    /** @param ticket searched with, too: people name things in the ticket that one sentence leaves out */
    record RetrieveRequest(String question, CleanTicket ticket) {}

    /** @param passages of different pages, best first */
    record Retrieved(List<Passage> passages) {
        public Retrieved {
            passages = List.copyOf(passages);
        }
    }

    /**
     * A part of a page.
     *
     * @param headings path to it below the page's title
     * @param text clean text; parts of one page that were found together stand one after the other
     * @param score how near it is, from 0 to 1
     */
    record Passage(String pageId, String title, String url, List<String> headings, String text, double score) {
        public Passage {
            headings = List.copyOf(headings);
        }
    }

    record AnswerRequest(String ticketId, String question, CleanTicket ticket, List<Passage> passages) {
        public AnswerRequest {
            passages = List.copyOf(passages);
        }
    }

    /**
     * @param sentences of the answer; none where the passages do not carry one
     * @param abstained why there is no answer; {@code null} where there is one
     * @param model who wrote it
     */
    record Drafted(List<Sentence> sentences, @Nullable String abstained, String model, Usage usage) {
        public Drafted {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * @param source place of the passage that bears it out, from 1
     * @param support how much of what it says stands there, from 0 to 1
     */
    record Sentence(String text, int source, double support) {}
}
