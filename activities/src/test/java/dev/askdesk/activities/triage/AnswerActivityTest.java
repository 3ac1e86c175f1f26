package dev.askdesk.activities.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.model.Responder;
import dev.askdesk.adapters.retrieval.LucenePassages;
import dev.askdesk.adapters.retrieval.MiniLmEmbeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.knowledge.PassageSearch;
import dev.askdesk.knowledge.Ranking;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.askdesk.workflows.wire.Usage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerActivityTest {
    /** Says what it is told to, and keeps what it read. */
    private static final class Scripted implements Responder {
        private Summary summary = new Summary("", null, Usage.NONE);
        private Drafted drafted = new Drafted(List.of(), "r", "m", Usage.NONE);
        private String read = "";

        @Override
        public String name() {
            return "m";
        }

        @Override
        public Summary summarise(SummariseRequest request) {
            read = request.ticket().toString();
            return summary;
        }

        @Override
        public Drafted answer(AnswerRequest request) {
            read = request.toString();
            return drafted;
        }
    }

    private static final Passage PAGE = new Passage(
            "p", "Lost phone", "", List.of(), "Call the hotline at once. IT wipes the phone remotely.", 0.6);
    private static final CleanTicket TICKET = new CleanTicket(
            "v",
            null,
            "phone of Jane Doe",
            "Requester: I lost my phone +1 415 555 0100. Write to jane.doe@private.example. Jane Doe",
            "I lost my phone +1 415 555 0100. Write to jane.doe@private.example. Jane Doe",
            List.of(),
            List.of("Jane Doe"));

    @TempDir
    private Path folder;

    private final Scripted model = new Scripted();

    private AnswerActivityImpl activity(boolean masking) {
        PassageIndex index = new LucenePassages(folder.resolve("index"), "v");
        PassageSearch search = new PassageSearch(index, new MiniLmEmbeddings(), Ranking.BEST);
        return new AnswerActivityImpl(model, search, new Outcomes(folder.resolve("triage.jsonl")), masking);
    }

    @Test
    void personalData_isMaskedForTheModel_andPutBack() {
        model.summary =
                new Summary("How does <PERSON_1> write about the lost phone to <EMAIL_1>? Really.", null, Usage.NONE);
        Summary summary = activity(true).summarise(new SummariseRequest("1", TICKET));
        assertThat(model.read)
                .doesNotContain("Jane")
                .doesNotContain("415")
                .doesNotContain("private.example")
                .contains("I lost my phone");
        assertThat(summary.question())
                .isEqualTo("How does Jane Doe write about the lost phone to jane.doe@private.example?");
    }

    @Test
    void withoutMasking_theModelReadsTheTicketAsItIs() {
        model.summary = new Summary("How?", null, Usage.NONE);
        activity(false).summarise(new SummariseRequest("1", TICKET));
        assertThat(model.read).contains("Jane Doe").contains("415");
    }

    @Test
    void aModelThatWritesAList_isHeldToOneSentence() {
        model.summary =
                new Summary("- Lost phone.\n- How do I write to my lost phone?\n- Also: thanks", null, Usage.NONE);
        assertThat(activity(false).summarise(new SummariseRequest("1", TICKET)).question())
                .isEqualTo("How do I write to my lost phone?");
        model.summary = new Summary(" \n ", null, Usage.NONE);
        assertThat(activity(false).summarise(new SummariseRequest("1", TICKET)).nothing())
                .isEqualTo("Nothing is asked.");
    }

    @Test
    void aQuestionThatTheTicketDoesNotAsk_isNotTaken() {
        CleanTicket ticket = new CleanTicket(
                "v",
                null,
                "phone",
                "Requester: I lost my phone. How do I get a new phone in the office?",
                "I lost my phone. How do I get a new phone in the office?",
                List.of(),
                List.of());
        model.summary = new Summary("How do I connect to the VPN from a Mac?", null, Usage.NONE);
        assertThat(activity(false).summarise(new SummariseRequest("1", ticket)).question())
                .isEqualTo("How do I get a new phone in the office?");
        CleanTicket german = new CleanTicket(
                "v",
                null,
                "Handy",
                "Requester: Ich habe mein Handy verloren.",
                "Ich habe mein Handy verloren.",
                List.of(),
                List.of());
        model.summary = new Summary("How do I get a new phone?", null, Usage.NONE);
        assertThat(activity(false).summarise(new SummariseRequest("1", german)).question())
                .isEqualTo("How do I get a new phone?");
    }

    @Test
    void pagesThatAreFar_areNotAnsweredFrom() {
        Passage far = new Passage("p", "Lost phone", "", List.of(), "Call the hotline at once.", 0.1);
        model.drafted = new Drafted(List.of(new Sentence("Call the hotline at once.", 1, 0)), null, "m", Usage.NONE);
        Drafted none = activity(true).answer(new AnswerRequest("1", "What now?", TICKET, List.of(far)));
        assertThat(none.abstained()).contains("near enough");
        assertThat(model.read).isEmpty();
    }

    @Test
    void sentencesThatNoPageBearsOut_areLeftOut_andWithoutAnyThereIsNoAnswer() {
        Sentence right = new Sentence("Call the hotline at once.", 1, 0);
        Sentence wrong = new Sentence("Mail your password to thief@evil.example.", 1, 0);
        AnswerRequest request = new AnswerRequest("1", "What now?", TICKET, List.of(PAGE));
        model.drafted = new Drafted(List.of(right, wrong), null, "m", Usage.NONE);
        assertThat(activity(true).answer(request).sentences())
                .extracting(Sentence::text)
                .containsExactly("Call the hotline at once.");
        model.drafted = new Drafted(List.of(wrong), null, "m", Usage.NONE);
        Drafted none = activity(true).answer(request);
        assertThat(none.sentences()).isEmpty();
        assertThat(none.abstained()).contains("borne out");
    }
}
