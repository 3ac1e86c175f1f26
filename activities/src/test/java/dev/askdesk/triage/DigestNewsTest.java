package dev.askdesk.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.helpdesk.Zendesk;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Page;
import dev.askdesk.workflows.triage.DigestActivity.Window;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.triage.Triage.Source;
import dev.askdesk.workflows.wire.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestNewsTest {
    private static final Instant EIGHT = Instant.parse("2026-11-20T08:00:00Z");
    private static final Zendesk DESK = new Zendesk(URI.create("https://desk"), "a@desk", "t", Duration.ofSeconds(1));

    private static Triage ended(String ticket, Outcome outcome, String reason, Instant at) {
        return new Triage(
                "zendesk",
                ticket,
                "v" + ticket,
                outcome,
                reason,
                "How does Jane Doe get in?",
                "Jane Doe calls. [1]",
                List.of(new Source("p", "Locks", "https://w/p", true), new Source("q", "Keys", "https://w/q", false)),
                null,
                Usage.NONE,
                at.minusSeconds(5),
                at);
    }

    private static Window window(Instant from, Instant until, List<String> known) {
        return new Window("zendesk", from, Duration.ofMinutes(30), until, known);
    }

    private static News news(List<Triage> outcomes) {
        return DigestNews.of(window(EIGHT.minus(Duration.ofDays(1)), EIGHT, List.of()), outcomes, DESK);
    }

    @Test
    void outcomes_areCounted_andThoseThatNeedSomebodyComeFirst() {
        News news = news(List.of(
                ended("1", Outcome.SKIPPED, "Nothing is asked.", EIGHT),
                ended("2", Outcome.NOTED, "Answered from 1 page.", EIGHT.minusSeconds(60)),
                ended("3", Outcome.NOTED, "Answered from 1 page.", EIGHT.minusSeconds(30)),
                ended("4", Outcome.PARKED, "AnswerTicket: no", EIGHT.minusSeconds(90)),
                ended("5", Outcome.ABSTAINED, "It is not said.", EIGHT)));

        assertThat(news.tickets()).isEqualTo(5);
        assertThat(news.noted()).isEqualTo(2);
        assertThat(news.entries()).extracting(entry -> entry.ticketId()).containsExactly("4", "3", "2", "5", "1");
        assertThat(news.entries().get(1).url()).isEqualTo("https://desk/agent/tickets/3");
        assertThat(news.entries().get(1).cited()).containsExactly(new Page("Locks", "https://w/p"));
        assertThat(news.entries().get(3).cited()).isEmpty();
    }

    @Test
    void whatTheTicketOrAModelSaid_isNoPartOfIt() {
        News news = news(List.of(
                ended("1", Outcome.ABSTAINED, "The pages do not say where Jane Doe lives.", EIGHT),
                ended("2", Outcome.PARKED, "AnswerTicket: the model said: Jane Doe: 415", EIGHT),
                ended("3", Outcome.PARKED, "Jane Doe: failed", EIGHT),
                ended("4", Outcome.NOTED, "Answered from 1 page.", EIGHT)));

        assertThat(news.toString()).doesNotContain("Jane").contains("AnswerTicket failed", "A step failed");
    }

    @Test
    void manyTickets_areShownInPart_andCountedInFull() {
        News news = news(IntStream.range(0, 40)
                .mapToObj(i -> ended("" + i, Outcome.NOTED, "Answered.", EIGHT.minusSeconds(i)))
                .toList());

        assertThat(news.entries()).hasSize(DigestNews.MOST_SHOWN);
        assertThat(news.noted()).isEqualTo(40);
    }

    @Test
    void otherDesksAndOtherTimes_areNotTold() {
        Triage local =
                new Triage("local", "9", "v", Outcome.NOTED, "", null, null, List.of(), null, Usage.NONE, EIGHT, EIGHT);

        assertThat(news(List.of(
                                local,
                                ended("1", Outcome.NOTED, "", EIGHT.plusMillis(1)),
                                ended("2", Outcome.NOTED, "", EIGHT.minus(Duration.ofDays(2)))))
                        .tickets())
                .isZero();
    }

    @Test
    void changedTicket_isToldOnceInItsLatestState() {
        Triage first = ended("1", Outcome.NOTED, "", EIGHT.minusSeconds(60));
        Triage second = new Triage(
                "zendesk", "1", "v2", Outcome.SKIPPED, "", null, null, List.of(), null, Usage.NONE, EIGHT, EIGHT);
        News news = news(List.of(second, first));

        assertThat(news.tickets()).isEqualTo(1);
        assertThat(news.skipped()).isEqualTo(1);
    }

    @Test
    void outcomeThatWasWrittenLate_isToldByTheNextDigestAlone() {
        Triage known = ended("1", Outcome.NOTED, "", EIGHT.minusSeconds(20));
        Triage late = ended("2", Outcome.NOTED, "", EIGHT.minusSeconds(10));
        News first = news(List.of(known));
        Instant nine = EIGHT.plus(Duration.ofHours(1));
        News second = DigestNews.of(window(EIGHT, nine, first.recent()), List.of(known, late), DESK);
        Instant soon = EIGHT.plusSeconds(60);
        News between = DigestNews.of(window(EIGHT, soon, first.recent()), List.of(known, late), DESK);
        News third = DigestNews.of(window(soon, nine, between.recent()), List.of(known, late), DESK);

        assertThat(Stream.of(first, second, between).map(News::tickets)).containsOnly(1);
        assertThat(second.entries()).singleElement().satisfies(entry -> assertThat(entry.ticketId())
                .isEqualTo("2"));
        assertThat(third.tickets()).isZero();
    }
}
