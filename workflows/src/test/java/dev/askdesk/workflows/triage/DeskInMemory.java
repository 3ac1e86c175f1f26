package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.Triage.NoteState;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A helpdesk with its answers in memory. A ticket's subject says what becomes of it. */
final class DeskInMemory implements TicketActivity, AnswerActivity {
    private static final int PAGE = 10;

    /** Subjects by ticket, with the time of the last change. */
    private final Map<String, Changed> changed = Collections.synchronizedMap(new LinkedHashMap<>());

    private final Map<String, String> subjects = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, String> notes = Collections.synchronizedMap(new LinkedHashMap<>());
    final List<NoteRequest> written = Collections.synchronizedList(new ArrayList<>());
    final List<Triage> recorded = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    volatile boolean down;

    void ticket(String id, String subject, Instant at) {
        changed.put(id, new Changed(id, at));
        subjects.put(id, subject);
    }

    private static String version(String subject) {
        return Integer.toHexString(subject.hashCode());
    }

    @Override
    public ChangedPage changed(ChangedRequest request) {
        int from = request.cursor() == null ? 0 : Integer.parseInt(request.cursor());
        List<Changed> since = changed.values().stream()
                .filter(change -> !change.changedAt().isBefore(request.since()))
                .toList();
        int to = Math.min(since.size(), from + PAGE);
        return new ChangedPage(since.subList(Math.min(from, to), to), to < since.size() ? "" + to : null);
    }

    @Override
    public Inspection inspect(InspectRequest request) {
        reads.incrementAndGet();
        String subject = subjects.get(request.ticketId());
        if (subject == null) {
            return new Inspection(null, false);
        }
        if (subject.equals("unreadable")) {
            throw failure(FailureType.TICKET_UNREADABLE, "It is no mail.");
        }
        return new Inspection(version(subject), version(subject).equals(notes.get(request.ticketId())));
    }

    @Override
    public CleanTicket read(ReadRequest request) {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        String subject = subjects.get(request.ticketId());
        return new CleanTicket(
                subject == null ? null : version(subject),
                "closed".equals(subject) ? "The ticket is closed." : null,
                String.valueOf(subject),
                "Requester: " + subject,
                String.valueOf(subject),
                List.of(),
                List.of());
    }

    @Override
    public Summary summarise(SummariseRequest request) {
        return request.ticket().subject().equals("thanks")
                ? new Summary(null, "Nothing is asked.", usage())
                : new Summary(request.ticket().subject() + "?", null, usage());
    }

    @Override
    public Retrieved retrieve(RetrieveRequest request) {
        Passage passage = new Passage("vpn", "VPN", "https://wiki/vpn", List.of(), "Use the client.", 0.7);
        return new Retrieved(request.question().startsWith("unheard") ? List.of() : List.of(passage));
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        if (down) {
            throw failure(FailureType.MODEL_REQUEST, "The model does not know the model.");
        }
        return request.question().startsWith("vague")
                ? new Drafted(List.of(), "The pages do not say.", "m", usage())
                : new Drafted(List.of(new Sentence("Use the client.", 1, 1)), null, "m", usage());
    }

    @Override
    public NoteWritten write(NoteRequest request) {
        atOnce.decrementAndGet();
        written.add(request);
        String before = notes.put(request.ticketId(), request.version());
        return new NoteWritten(before == null ? NoteState.CREATED : NoteState.UPDATED);
    }

    @Override
    public void record(Triage triage) {
        recorded.add(triage);
    }

    private static Usage usage() {
        return new Usage("m", 1, 10, 5, 0.001);
    }

    private static ApplicationFailure failure(FailureType type, String message) {
        return ApplicationFailure.newBuilder()
                .setType(type.name())
                .setMessage(message)
                .setNonRetryable(!type.retryable())
                .build();
    }

    @Nullable
    String noteOf(String ticketId) {
        return notes.get(ticketId);
    }
}
