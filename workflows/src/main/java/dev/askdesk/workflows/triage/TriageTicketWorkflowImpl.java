package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.RetrieveRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.askdesk.workflows.triage.TicketActivity.NoteRequest;
import dev.askdesk.workflows.triage.TicketActivity.ReadRequest;
import dev.askdesk.workflows.triage.Triage.NoteState;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.triage.Triage.Source;
import dev.askdesk.workflows.wire.ActivityPolicies;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The steps of one ticket, each an activity of its own, so that the Web UI shows where it is. */
public final class TriageTicketWorkflowImpl implements TriageTicketWorkflow {
    private final TicketToTriage ticket;
    private Triage triage;

    @WorkflowInit
    public TriageTicketWorkflowImpl(TicketToTriage ticket) {
        this.ticket = ticket;
        this.triage = Triage.begun(ticket, now());
    }

    @Override
    public Triage triage(TicketToTriage again) {
        if (ticket.searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.TICKET.valueSet(ticket.ticketId()));
        }
        try {
            work();
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure) {
                throw failure;
            }
            park(failure);
        }
        return triage;
    }

    private void work() {
        phase("reading");
        CleanTicket clean = helpdesk("read").read(new ReadRequest(ticket.ticketId()));
        String gone = clean.version() == null ? "The ticket is gone." : clean.skip();
        if (gone != null) {
            end(Outcome.SKIPPED, gone);
            return;
        }
        phase("summarising");
        Summary summary = model("summarise").summarise(new SummariseRequest(ticket.ticketId(), clean));
        triage = triage.asking(summary.question(), summary.usage());
        String question = summary.question();
        if (question == null) {
            end(Outcome.SKIPPED, summary.nothing() == null ? "Nothing is asked." : summary.nothing());
            return;
        }
        phase("retrieving");
        List<Passage> passages =
                retrieval().retrieve(new RetrieveRequest(question, clean)).passages();
        phase("answering");
        Drafted drafted = passages.isEmpty()
                ? new Drafted(List.of(), "No page of the wiki is near to it.", "", Usage.NONE)
                : model("answer").answer(new AnswerRequest(ticket.ticketId(), question, clean, passages));
        triage = triage.answered(text(drafted), sources(drafted, passages), drafted.usage());
        phase("noting");
        NoteState state = helpdesk("note")
                .write(new NoteRequest(
                        ticket.ticketId(),
                        ticket.version(),
                        question,
                        drafted.sentences(),
                        drafted.abstained(),
                        passages,
                        triage.usage().models()))
                .state();
        triage = triage.written(state);
        if (state == NoteState.SUPERSEDED || state == NoteState.GONE) {
            end(Outcome.SKIPPED, state == NoteState.GONE ? "The ticket is gone." : "The ticket has changed meanwhile.");
        } else if (drafted.abstained() == null) {
            long pages = triage.sources().stream().filter(Source::cited).count();
            end(Outcome.NOTED, "Answered from " + pages + (pages == 1 ? " page." : " pages."));
        } else {
            end(Outcome.ABSTAINED, drafted.abstained());
        }
    }

    private void end(Outcome outcome, String reason) {
        triage = triage.end(outcome, reason, now());
        if (ticket.searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(outcome.name()));
        }
        Workflow.setCurrentDetails(outcome.name().toLowerCase(Locale.ROOT));
        recording().record(triage);
    }

    /** Written down, then failed: a failed run can be started again, and the Web UI lists it as what it is. */
    private void park(ActivityFailure failure) {
        String type = failure.getCause() instanceof ApplicationFailure cause ? cause.getType() : "";
        String said = failure.getCause() instanceof ApplicationFailure cause
                ? cause.getOriginalMessage()
                : "A step did not end in time.";
        FailureType known = FailureType.named(type);
        String advice = known == null ? "" : " " + known.advice();
        end(Outcome.PARKED, failure.getActivityType() + ": " + said + advice);
        throw ApplicationFailure.newNonRetryableFailure(triage.reason(), type);
    }

    private void phase(String phase) {
        Workflow.setCurrentDetails(phase);
        if (ticket.searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(phase));
        }
    }

    private static @Nullable String text(Drafted drafted) {
        return drafted.sentences().isEmpty()
                ? null
                : drafted.sentences().stream()
                        .map(sentence -> sentence.text() + " [" + sentence.source() + "]")
                        .collect(Collectors.joining(" "));
    }

    private static List<Source> sources(Drafted drafted, List<Passage> passages) {
        Set<Integer> cited = drafted.sentences().stream().map(Sentence::source).collect(Collectors.toSet());
        return IntStream.range(0, passages.size())
                .mapToObj(i -> new Source(
                        passages.get(i).pageId(),
                        passages.get(i).title(),
                        passages.get(i).url(),
                        cited.contains(i + 1)))
                .toList();
    }

    private TicketActivity helpdesk(String summary) {
        return Workflow.newActivityStub(
                TicketActivity.class, ActivityPolicies.helpdesk(summary, ticket.helpdeskQueue()));
    }

    private static AnswerActivity model(String summary) {
        return Workflow.newActivityStub(AnswerActivity.class, ActivityPolicies.patientModel(summary));
    }

    private static AnswerActivity retrieval() {
        return Workflow.newActivityStub(AnswerActivity.class, ActivityPolicies.retrieval("retrieve"));
    }

    private static AnswerActivity recording() {
        return Workflow.newActivityStub(AnswerActivity.class, ActivityPolicies.delivery());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    @Override
    public Triage soFar() {
        return triage;
    }
}
