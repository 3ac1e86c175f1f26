package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import dev.askdesk.adapters.helpdesk.Helpdesk.Changes;
import dev.askdesk.adapters.helpdesk.MovingList.Entry;
import dev.askdesk.adapters.helpdesk.MovingList.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Polls a desk at work: tickets come and change between any two calls, now and then many in one second. */
final class MovingListTest {
    private static final int PER_PAGE = 5;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final Map<String, Entry> tickets = new HashMap<>();
    private final Map<String, Instant> told = new HashMap<>();
    private Random random = new Random();
    private Comparator<Entry> order = Comparator.comparing(Entry::id);
    private Instant now = START;
    private int busy;

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 40", "true, 90", "false, 0", "false, 40", "false, 90"})
    void deskAtWork_everyLastChangeIsTold(boolean sortsByChange, int percentBusy) {
        order = Comparator.comparing(sortsByChange ? Entry::changedAt : Entry::createdAt)
                .thenComparing(Entry::id);
        // What several pages miss takes two bulk updates in the wrong moments: rare even on a busy desk.
        int seeds = percentBusy == 90 ? 5000 : 500;
        for (int seed = 0; seed < seeds; seed++) {
            random = new Random(seed);
            tickets.clear();
            told.clear();
            now = START;
            busy = percentBusy;
            for (int i = 0; i < 40; i++) {
                work();
            }
            Instant watermark = START;
            for (int poll = 0; poll < 4; poll++) {
                watermark = poll(watermark);
            }
            busy = 0;
            poll(poll(watermark));

            tickets.forEach((id, ticket) -> assertThat(told).as(id).containsEntry(id, ticket.changedAt()));
        }
    }

    /** One poll as a schedule does it. Returns the time that the next one begins at. */
    private Instant poll(Instant since) {
        Instant watermark = since;
        String cursor = null;
        do {
            Changes changes = MovingList.changed(this::page, since, cursor, Instant.MAX);
            for (Change change : changes.changes()) {
                assertThat(change.changedAt()).isAfterOrEqualTo(since);
                told.merge(change.ticketId(), change.changedAt(), (a, b) -> a.isAfter(b) ? a : b);
                watermark = change.changedAt().isAfter(watermark) ? change.changedAt() : watermark;
            }
            cursor = changes.next();
        } while (cursor != null);
        return watermark;
    }

    private Page page(Instant since, @Nullable String token) {
        int number = token == null ? 0 : Integer.parseInt(token);
        List<Entry> page = new ArrayList<>(tickets.values().stream()
                .filter(ticket -> !ticket.changedAt().isBefore(since))
                .sorted(order)
                .skip((long) number * PER_PAGE)
                .limit(PER_PAGE)
                .toList());
        if (random.nextInt(100) < busy) {
            work();
        }
        return new Page(page, page.size() < PER_PAGE ? null : String.valueOf(number + 1));
    }

    private void work() {
        // Often the same second; time never goes back.
        now = now.plusSeconds(random.nextInt(3));
        int what = random.nextInt(20);
        if (what < 3) {
            List<String> ids = tickets.keySet().stream()
                    .sorted()
                    .skip(random.nextInt(10))
                    .limit(2 + random.nextInt(12))
                    .toList();
            ids.forEach(this::touch);
        } else if (what < 8 || tickets.isEmpty()) {
            String id = "t" + (1000 + tickets.size());
            tickets.put(id, new Entry(id, now, now));
        } else {
            touch("t" + (1000 + random.nextInt(tickets.size())));
        }
    }

    private void touch(String id) {
        tickets.computeIfPresent(id, (same, ticket) -> new Entry(id, ticket.createdAt(), now));
    }
}
