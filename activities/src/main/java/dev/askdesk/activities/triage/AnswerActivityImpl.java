package dev.askdesk.activities.triage;

import dev.askdesk.adapters.model.Responder;
import dev.askdesk.knowledge.PassageSearch;
import dev.askdesk.learning.Masking;
import dev.askdesk.learning.PersonNames;
import dev.askdesk.triage.Citations;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.triage.Sentences;
import dev.askdesk.triage.TicketQuestion;
import dev.askdesk.workflows.triage.AnswerActivity;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** From a ticket to an answer that its passages bear out. */
public final class AnswerActivityImpl implements AnswerActivity {
    /** Pages that are looked at for an answer, and linked in the note. */
    private static final int PAGES = 5;

    /** Characters of a ticket that are searched with beside its question. */
    private static final int CONTEXT = 700;

    private final Responder responder;
    private final PassageSearch search;
    private final Outcomes outcomes;
    private final boolean masking;

    /** @param masking whether personal data is taken out of what a model reads */
    public AnswerActivityImpl(Responder responder, PassageSearch search, Outcomes outcomes, boolean masking) {
        this.responder = responder;
        this.search = search;
        this.outcomes = outcomes;
        this.masking = masking;
    }

    @Override
    public Summary summarise(SummariseRequest request) {
        CleanTicket ticket = request.ticket();
        Masking mask = new Masking(new PersonNames(ticket.people()), texts(ticket));
        Summary summary = responder.summarise(new SummariseRequest(request.ticketId(), masked(ticket, masker(mask))));
        String question = summary.question();
        String one = question == null ? "" : Sentences.one(masking ? mask.unmask(question) : question);
        if (!one.isEmpty() && !TicketQuestion.isOf(one, ticket)) {
            // A model that asks what the ticket does not: its own clearest sentence is the better question.
            one = Sentences.one(TicketQuestion.of(ticket));
        }
        return one.isEmpty()
                ? new Summary(
                        null, summary.nothing() == null ? "Nothing is asked." : summary.nothing(), summary.usage())
                : new Summary(one, null, summary.usage());
    }

    @Override
    public Retrieved retrieve(RetrieveRequest request) {
        CleanTicket ticket = request.ticket();
        String latest = ticket.latest();
        String context = ticket.subject() + "\n" + latest.substring(0, Math.min(CONTEXT, latest.length()));
        return new Retrieved(search.search(request.question(), context.strip(), PAGES));
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        if (request.passages().stream().noneMatch(search::isNear)) {
            return new Drafted(List.of(), "No page is near enough to the question.", responder.name(), Usage.NONE);
        }
        List<String> texts = new ArrayList<>(texts(request.ticket()));
        texts.add(request.question());
        Masking mask = new Masking(new PersonNames(request.ticket().people()), texts);
        UnaryOperator<String> masker = masker(mask);
        Drafted drafted = responder.answer(new AnswerRequest(
                request.ticketId(),
                masker.apply(request.question()),
                masked(request.ticket(), masker),
                request.passages()));
        if (drafted.abstained() != null) {
            return new Drafted(List.of(), unmasked(mask, drafted.abstained()), drafted.model(), drafted.usage());
        }
        List<Sentence> unmasked = drafted.sentences().stream()
                .map(sentence -> new Sentence(unmasked(mask, sentence.text()), sentence.source(), 0))
                .toList();
        List<Sentence> checked = Citations.checked(unmasked, request.passages());
        return checked.isEmpty()
                ? new Drafted(
                        List.of(),
                        "No sentence of the model's answer is borne out by the pages.",
                        drafted.model(),
                        drafted.usage())
                : new Drafted(checked, null, drafted.model(), drafted.usage());
    }

    @Override
    public void record(Triage triage) {
        outcomes.record(triage);
    }

    private UnaryOperator<String> masker(Masking mask) {
        return masking ? mask::mask : UnaryOperator.identity();
    }

    private String unmasked(Masking mask, String text) {
        return masking ? mask.unmask(text) : text;
    }

    private static List<String> texts(CleanTicket ticket) {
        return List.of(ticket.subject(), ticket.text(), ticket.latest());
    }

    private static CleanTicket masked(CleanTicket ticket, UnaryOperator<String> masker) {
        return new CleanTicket(
                ticket.version(),
                ticket.skip(),
                masker.apply(ticket.subject()),
                masker.apply(ticket.text()),
                masker.apply(ticket.latest()),
                ticket.attachments().stream().map(masker).toList(),
                List.of());
    }
}
