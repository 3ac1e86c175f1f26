package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import dev.askdesk.adapters.helpdesk.Helpdesk.Changes;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of changed tickets that moves while it is read: a ticket that changes goes to its end, and whatever came
 * after it moves up, so that whoever asks for page 2 by its number misses a ticket.
 *
 * <p>Therefore the next page is a new list, of what changed since the last ticket told. Only where one page does not get
 * beyond the time it began at (a bulk update of more tickets than a page has), or where the desk does not sort by the
 * time of change, are further pages read by their number; then all in one go and several times, and nothing is told
 * that changed after the first time: the next poll will tell it.
 */
final class MovingList {
    /** More would be a first poll of a desk that does not sort, over more tickets than one call should read. */
    private static final int MOST_PAGES = 300;

    private static final Comparator<Entry> BY_CHANGE =
            Comparator.comparing(Entry::changedAt).thenComparing(Entry::id);

    /** A vendor's list. */
    @FunctionalInterface
    interface Source {
        /**
         * @param since may be read inclusively or with earlier tickets, too
         * @param token {@link Page#next} of the page before
         */
        Page page(Instant since, @Nullable String token);
    }

    /** @param next {@code null} where the list ends */
    record Page(List<Entry> entries, @Nullable String next) {}

    /** @param createdAt where it is certain that the vendor sorts by the time of change, may be that time */
    record Entry(String id, Instant createdAt, Instant changedAt) {}

    /**
     * Where the next list begins.
     *
     * @param told ids that were told already with a change at exactly this time
     */
    private record Cursor(Instant since, Set<String> told) {
        static Cursor parse(String text) {
            String[] parts = text.split("\\|", -1);
            Set<String> told = parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(","));
            return new Cursor(Instant.parse(parts[0]), told);
        }

        String text() {
            return since + "|" + String.join(",", told.stream().sorted().toList());
        }

        boolean isNew(Entry entry) {
            return entry.changedAt().isAfter(since) || entry.changedAt().equals(since) && !told.contains(entry.id());
        }
    }

    /**
     * Pages read one after another.
     *
     * @param tokens of the pages in their order
     * @param reached no page beyond has a change before this time; {@code null} where the list ended
     */
    private record Pass(
            List<Entry> entries,
            List<@Nullable String> tokens,
            @Nullable Instant reached) {}

    private MovingList() {}

    /** @param settled nothing is told that changed after this time */
    static Changes changed(Source source, Instant since, @Nullable String cursor, Instant settled) {
        Cursor from = cursor == null ? new Cursor(since, Set.of()) : Cursor.parse(cursor);
        Pass first = pass(source, from.since(), from.since());
        List<Entry> seen = new ArrayList<>(first.entries());
        Instant horizon = settled;
        if (first.tokens().size() > 1) {
            Instant latest = first.entries().stream()
                    .map(Entry::changedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(settled);
            horizon = latest.isBefore(settled) ? latest : settled;
            seen.addAll(again(source, from.since(), first.reached()));
        }
        return changes(from, seen, horizon, first.reached());
    }

    /**
     * What several pages read once can have missed. In a list sorted by creation, others come in between and move the
     * rest down, so that no page read forwards misses what was in the list before. In one sorted by change, others go
     * out and move the rest up, so that no page read backwards does. It is not always told which of them a list is.
     */
    private static List<Entry> again(Source source, Instant since, @Nullable Instant reached) {
        Pass forwards = pass(source, since, reached == null ? Instant.MAX : reached);
        List<Entry> seen = new ArrayList<>(forwards.entries());
        for (int i = forwards.tokens().size() - 1; i >= 0; i--) {
            seen.addAll(source.page(since, forwards.tokens().get(i)).entries());
        }
        return seen;
    }

    private static Changes changes(Cursor from, List<Entry> seen, Instant horizon, @Nullable Instant reached) {
        Map<String, Entry> newest = new HashMap<>();
        for (Entry entry : seen) {
            newest.merge(entry.id(), entry, (one, other) -> BY_CHANGE.compare(one, other) < 0 ? other : one);
        }
        List<Entry> told = newest.values().stream()
                .filter(from::isNew)
                .filter(entry -> !entry.changedAt().isAfter(horizon))
                .sorted(BY_CHANGE)
                .toList();
        List<Change> changes = told.stream()
                .map(entry -> new Change(entry.id(), entry.changedAt()))
                .toList();
        if (reached == null || reached.isAfter(horizon)) {
            return new Changes(changes, null);
        }
        Set<String> atTheBorder = new HashSet<>();
        told.stream().filter(entry -> entry.changedAt().equals(reached)).forEach(entry -> atTheBorder.add(entry.id()));
        return new Changes(changes, new Cursor(reached, atTheBorder).text());
    }

    /** Pages until they get beyond the time the list begins at, and as far as said; or to the list's end. */
    private static Pass pass(Source source, Instant since, Instant atLeast) {
        List<Entry> entries = new ArrayList<>();
        List<@Nullable String> tokens = new ArrayList<>();
        Order order = Order.EITHER;
        String token = null;
        while (tokens.size() < MOST_PAGES) {
            Page page = source.page(since, token);
            entries.addAll(page.entries());
            tokens.add(token);
            if (page.next() == null) {
                return new Pass(entries, tokens, null);
            }
            order = order == Order.EITHER ? Order.of(page.entries()) : order;
            Instant reached = order.reached(page.entries());
            if (reached != null && reached.isAfter(since) && !reached.isBefore(atLeast)) {
                return new Pass(entries, tokens, reached);
            }
            token = page.next();
        }
        throw new OutsideException(
                FailureType.HELPDESK_REQUEST,
                "The helpdesk lists more than " + MOST_PAGES + " pages of tickets changed since " + since
                        + " that cannot be told apart by time: begin at a later time.");
    }

    /** What a page says about the list's order. Only a page by itself does: between two of them, the list moves. */
    private enum Order {
        BY_CHANGE,
        BY_CREATION,
        /** Sorted by both, as where nobody has touched the tickets since they came. */
        EITHER;

        static Order of(List<Entry> page) {
            if (!isSorted(page, Comparator.comparing(Entry::changedAt))) {
                return BY_CREATION;
            }
            return isSorted(page, Comparator.comparing(Entry::createdAt)) ? EITHER : BY_CHANGE;
        }

        /**
         * The time before which nothing on a further page has changed; {@code null} where the whole list must be read.
         * No ticket changes before its creation, so that this is the safe time where the order is not certain.
         */
        @Nullable
        Instant reached(List<Entry> page) {
            if (page.isEmpty() || this == BY_CREATION) {
                return null;
            }
            Entry last = page.get(page.size() - 1);
            return this == BY_CHANGE ? last.changedAt() : last.createdAt();
        }

        private static boolean isSorted(List<Entry> page, Comparator<Entry> order) {
            for (int i = 1; i < page.size(); i++) {
                if (order.compare(page.get(i - 1), page.get(i)) > 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
