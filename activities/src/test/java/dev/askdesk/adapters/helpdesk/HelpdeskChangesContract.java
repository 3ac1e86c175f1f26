package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import dev.askdesk.adapters.helpdesk.Helpdesk.Changes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The part of {@link HelpdeskContract} about changed tickets. */
abstract class HelpdeskChangesContract {
    /** Long enough ago for a desk that tells changes with a delay. */
    static final Instant START = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));

    Desk desk;
    Helpdesk helpdesk;

    abstract Desk open();

    @BeforeEach
    void openDesk() {
        desk = open();
        helpdesk = desk.helpdesk();
    }

    @AfterEach
    void closeDesk() {
        desk.close();
        assertThat(desk.refused()).isEmpty();
    }

    @Test
    void manyTickets_areToldOnceInTheOrderOfTheirChanges() {
        // Changed in another order than created.
        List<Change> given = IntStream.range(0, 260)
                .mapToObj(i -> given(START.minusSeconds(5000 - i), START.plusSeconds(i * 97L % 260)))
                .toList();

        List<Change> told = changed(START);

        assertThat(told).containsExactlyInAnyOrderElementsOf(given);
        assertThat(told).isSortedAccordingTo(Comparator.comparing(Change::changedAt));
    }

    @Test
    void manyTicketsThatNobodyTouched_areToldInTheOrderOfTheirCreation() {
        List<Change> given = IntStream.range(0, 260)
                .mapToObj(i -> given(START.plusSeconds(i), START.plusSeconds(i)))
                .toList();

        assertThat(changed(START).stream().distinct()).containsExactlyElementsOf(given);
    }

    @Test
    void manyTicketsOfOneSecond_areAllTold() {
        given(START.minusSeconds(10), START.minusSeconds(1));
        List<Change> given = IntStream.range(0, 260)
                .mapToObj(i -> given(START.minusSeconds(5000 - i), START))
                .toList();
        Change after = given(START.minusSeconds(10), START.plusSeconds(1));

        assertThat(changed(START)).hasSize(261).containsAll(given).contains(after);
    }

    @Test
    void ticketsChangeWhilePagesAreRead_noneIsLeftOut() {
        List<Change> given = IntStream.range(0, 260)
                .mapToObj(i -> given(START.minusSeconds(5000 - i), START.plusSeconds(i)))
                .toList();
        List<Change> told = new ArrayList<>();
        String cursor = null;
        int page = 0;
        do {
            Changes changes = helpdesk.changed(START, cursor);
            told.addAll(changes.changes());
            cursor = changes.next();
            for (int i = 0; i < 5 && page < 2; i++) {
                desk.change(given.get(page * 5 + i).ticketId(), START.plusSeconds(1000 + i));
            }
            page++;
        } while (cursor != null && page < 50);

        assertThat(told.stream().map(Change::ticketId))
                .containsAll(given.stream().map(Change::ticketId).toList());
    }

    @Test
    void changedBefore_isNotTold_atTheTimeItIs() {
        given(START.minusSeconds(60), START.minusSeconds(1));
        Change at = given(START.minusSeconds(60), START);
        Change later = given(START.minusSeconds(60), START.plusSeconds(1));

        assertThat(changed(START)).containsExactly(at, later);
    }

    @Test
    void nothingChanged_isOneEmptyPage() {
        given(START.minusSeconds(60), START.minusSeconds(60));

        assertThat(helpdesk.changed(START, null)).isEqualTo(new Changes(List.of(), null));
    }

    @Test
    void sinceThisMoment_isOneEmptyPage() {
        given(START, START);

        assertThat(helpdesk.changed(Instant.now(), null)).isEqualTo(new Changes(List.of(), null));
    }

    Change given(Instant createdAt, Instant changedAt) {
        return new Change(desk.given(GivenTicket.of("x", createdAt, changedAt)), changedAt);
    }

    List<Change> changed(Instant since) {
        List<Change> told = new ArrayList<>();
        String cursor = null;
        do {
            Changes page = helpdesk.changed(since, cursor);
            told.addAll(page.changes());
            cursor = page.next();
        } while (cursor != null && told.size() < 10_000);
        return told;
    }
}
