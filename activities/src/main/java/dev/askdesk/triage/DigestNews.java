package dev.askdesk.triage;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.workflows.triage.DigestActivity.Entry;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Page;
import dev.askdesk.workflows.triage.DigestActivity.Window;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.triage.Triage.Source;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a digest tells, out of the outcomes. */
public final class DigestNews {
    /** Tickets with a line of their own: more would be no digest, and a message has room for fifty blocks. */
    static final int MOST_SHOWN = 15;

    /** What needs somebody comes first, what needs nobody last. */
    private static final List<Outcome> ORDER =
            List.of(Outcome.PARKED, Outcome.NOTED, Outcome.ABSTAINED, Outcome.SKIPPED);

    private DigestNews() {}

    /** @param outcomes of all desks, whenever they ended */
    public static News of(Window window, List<Triage> outcomes, Helpdesk helpdesk) {
        Set<String> known = Set.copyOf(window.known());
        List<Triage> listed = outcomes.stream()
                .filter(triage -> triage.desk().equals(window.desk()) && triage.outcome() != null)
                .filter(triage -> isWithin(triage, window.from().minus(window.overlap()), window.until()))
                .sorted(Comparator.comparing(DigestNews::ended))
                .toList();
        Map<String, Triage> latest = new LinkedHashMap<>();
        listed.stream()
                .filter(triage -> !known.contains(name(triage)))
                .forEach(triage -> latest.put(triage.ticketId(), triage));
        List<String> recent = listed.stream()
                .filter(triage -> isWithin(triage, window.until().minus(window.overlap()), window.until()))
                .map(DigestNews::name)
                .toList();
        return news(latest.values(), recent, helpdesk);
    }

    private static News news(Collection<Triage> tickets, List<String> recent, Helpdesk helpdesk) {
        List<Entry> entries = tickets.stream()
                .sorted(Comparator.<Triage>comparingInt(triage -> ORDER.indexOf(triage.outcome()))
                        .thenComparing(Comparator.comparing(DigestNews::ended).reversed()))
                .limit(MOST_SHOWN)
                .map(triage -> entry(triage, helpdesk))
                .toList();
        return new News(
                count(tickets, Outcome.NOTED),
                count(tickets, Outcome.ABSTAINED),
                count(tickets, Outcome.SKIPPED),
                count(tickets, Outcome.PARKED),
                entries,
                recent);
    }

    private static Entry entry(Triage triage, Helpdesk helpdesk) {
        Outcome outcome = Objects.requireNonNull(triage.outcome());
        List<Page> cited = triage.sources().stream()
                .filter(source -> outcome == Outcome.NOTED && source.cited())
                .map(DigestNews::page)
                .toList();
        return new Entry(
                triage.ticketId(),
                triage.version(),
                helpdesk.url(triage.ticketId()),
                outcome,
                reason(outcome, triage.reason()),
                cited);
    }

    private static Page page(Source source) {
        return new Page(source.title(), source.url());
    }

    /** A model's or another system's words may repeat the ticket, so the channel gets ours. */
    private static String reason(Outcome outcome, String recorded) {
        return switch (outcome) {
            case NOTED, SKIPPED -> recorded;
            case ABSTAINED -> "The pages do not answer it; the note names the nearest.";
            case PARKED -> {
                String step = recorded.split(":", 2)[0];
                yield (step.matches("[A-Za-z]{1,40}") ? step : "A step") + " failed; `askdesk triage report` says why.";
            }
        };
    }

    private static int count(Collection<Triage> tickets, Outcome outcome) {
        return (int)
                tickets.stream().filter(triage -> triage.outcome() == outcome).count();
    }

    /** After the one time, and not after the other. */
    private static boolean isWithin(Triage triage, Instant after, Instant until) {
        Instant ended = ended(triage);
        return ended.isAfter(after) && !ended.isAfter(until);
    }

    private static Instant ended(Triage triage) {
        return Objects.requireNonNullElse(triage.ended(), triage.began());
    }

    private static String name(Triage triage) {
        return triage.ticketId() + "/" + triage.version() + "/" + ended(triage).toEpochMilli();
    }
}
