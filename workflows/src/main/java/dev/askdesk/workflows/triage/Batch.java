package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.TicketActivity.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one look at the helpdesk did, and what the next one needs to know.
 *
 * @param watermark time of the newest change that was seen
 * @param recent changes of the last minute before the watermark: the next run lists that minute again, since a desk's
 *     listing may lag behind, and passes over these
 * @param parked tickets that failed, which the next runs try again
 * @param changed tickets that the desk listed
 * @param present of those, the ones that have their note, or were worked on in their present state
 * @param asked how those ended that were asked for by name
 * @param noted how many ended with an answer
 */
public record Batch(
        Instant watermark,
        List<Changed> recent,
        List<Parked> parked,
        List<Triage> asked,
        int changed,
        int present,
        int noted,
        int abstained,
        int skipped) {

    /** How often a parked ticket is tried again by itself. */
    static final int MOST_TRIES = 5;

    /** What a desk's listing may lag behind, or put into another order. */
    static final Duration OVERLAP = Duration.ofMinutes(1);

    /**
     * A ticket that failed.
     *
     * @param tries runs that it failed in
     * @param reason one line for people
     */
    public record Parked(String ticketId, int tries, String reason) {}

    public Batch {
        recent = List.copyOf(recent);
        parked = List.copyOf(parked);
        asked = List.copyOf(asked);
    }

    /** Of a run that begins after the given time. */
    static Batch from(Instant watermark, List<Changed> recent, List<Parked> parked) {
        return new Batch(watermark, recent, parked, List.of(), 0, 0, 0, 0, 0);
    }

    /** A change was seen: the watermark moves, and what is older than its overlap is forgotten. */
    Batch seen(Changed change) {
        Instant newest = change.changedAt().isAfter(watermark) ? change.changedAt() : watermark;
        List<Changed> kept = new ArrayList<>();
        for (Changed known : recent) {
            if (!known.changedAt().isBefore(newest.minus(OVERLAP))) {
                kept.add(known);
            }
        }
        if (!change.changedAt().isBefore(newest.minus(OVERLAP)) && !kept.contains(change)) {
            kept.add(change);
        }
        return new Batch(newest, kept, parked, asked, changed + 1, present, noted, abstained, skipped);
    }

    Batch onePresent() {
        return new Batch(watermark, recent, parked, asked, changed, present + 1, noted, abstained, skipped);
    }

    Batch one(Triage ended) {
        int[] more = new int[Triage.Outcome.values().length];
        if (ended.outcome() != null) {
            more[ended.outcome().ordinal()] = 1;
        }
        return new Batch(
                watermark,
                recent,
                without(ended.ticketId()),
                asked,
                changed,
                present,
                noted + more[Triage.Outcome.NOTED.ordinal()],
                abstained + more[Triage.Outcome.ABSTAINED.ordinal()],
                skipped + more[Triage.Outcome.SKIPPED.ordinal()]);
    }

    Batch asked(Triage ended) {
        List<Triage> more = new ArrayList<>(asked);
        more.add(ended);
        return new Batch(watermark, recent, parked, more, changed, present, noted, abstained, skipped);
    }

    Batch oneParked(String ticketId, String reason) {
        int tries = parked.stream()
                .filter(known -> known.ticketId().equals(ticketId))
                .mapToInt(Parked::tries)
                .findFirst()
                .orElse(0);
        List<Parked> more = new ArrayList<>(without(ticketId));
        more.add(new Parked(ticketId, tries + 1, reason));
        return new Batch(watermark, recent, more, asked, changed, present, noted, abstained, skipped);
    }

    /** A ticket that was parked is in order, or gone. */
    Batch unparked(String ticketId) {
        return new Batch(watermark, recent, without(ticketId), asked, changed, present, noted, abstained, skipped);
    }

    private List<Parked> without(String ticketId) {
        return parked.stream()
                .filter(known -> !known.ticketId().equals(ticketId))
                .toList();
    }
}
