package dev.askdesk.adapters.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Budgets.Limit;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.Ledger.Reservation;
import dev.askdesk.adapters.model.Ledger.Spent;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Payer JO = new Payer("jo", "jo/m1");

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock("2025-03-04T23:50:00Z");

    private Ledger ledger(Limit question, Limit userDay, Limit day) {
        return new Ledger(folder, new Budgets(question, userDay, day), clock);
    }

    private Ledger perDay(long tokens) {
        return ledger(Limit.NONE, Limit.NONE, new Limit(tokens, 0));
    }

    private static void assertRefused(Ledger ledger, Payer payer, long tokens, double usd, String... parts) {
        assertThatThrownBy(() -> ledger.reserve(payer, tokens, usd))
                .isInstanceOfSatisfying(OutsideException.class, refused -> assertThat(refused.type())
                        .isEqualTo(FailureType.BUDGET_EXCEEDED))
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    @Test
    void worstCase_isRefusedBeforeItIsSpent_andWhatIsSettledLessIsFree() {
        Ledger ledger = perDay(1_000);
        Reservation first = ledger.reserve(JO, 900, 0);
        assertRefused(ledger, JO, 101, 0, "all questions today", "1,000 tokens", "900 tokens", "101 tokens");
        ledger.settle(first, 300, 0);
        assertThat(ledger.today()).isEqualTo(new Spent(300, 0));
        ledger.reserve(JO, 700, 0);
    }

    @Test
    void scopes_areHeldByThemselves() {
        Ledger ledger = ledger(new Limit(100, 0), new Limit(150, 0), new Limit(200, 0));
        ledger.reserve(JO, 100, 0);
        assertRefused(ledger, JO, 1, 0, "this question");
        assertRefused(ledger, new Payer("jo", "jo/m2"), 51, 0, "your questions today");
        ledger.reserve(new Payer("jo", "jo/m2"), 50, 0);
        assertRefused(ledger, new Payer("al", "al/m1"), 51, 0, "all questions today");
        assertThat(ledger.today("jo")).isEqualTo(new Spent(150, 0));
        assertThat(ledger.today("al")).isEqualTo(new Spent(0, 0));
    }

    @Test
    void dollars_areLimitedToTheLastCent() {
        Ledger ledger = ledger(Limit.NONE, Limit.NONE, new Limit(0, 0.3));
        for (int i = 0; i < 3; i++) {
            ledger.settle(ledger.reserve(JO, 1, 0.1), 1, 0.1);
        }
        assertRefused(ledger, JO, 1, 0.0001, "$0.30", "$0.3000");
    }

    @Test
    void manyThreadsAndLedgers_neverExceedTheBudget() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger granted = new AtomicInteger();
        // A ledger each, as in several processes: what they share is the folder.
        List<Ledger> ledgers = List.of(perDay(1_000), perDay(1_000), perDay(1_000), perDay(1_000));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Ledger ledger = ledgers.get(i % ledgers.size());
            calls.add(threads.submit(() -> {
                try {
                    Reservation reserved = ledger.reserve(JO, 100, 0);
                    most.accumulateAndGet(running.addAndGet(100), Math::max);
                    granted.incrementAndGet();
                    ledger.settle(reserved, 20, 0);
                    running.addAndGet(-80);
                } catch (OutsideException refused) {
                    assertThat(refused.type()).isEqualTo(FailureType.BUDGET_EXCEEDED);
                }
            }));
        }
        for (Future<?> call : calls) {
            call.get();
        }
        threads.shutdown();

        Spent spent = perDay(1_000).today();
        assertThat(spent.tokens()).isEqualTo(granted.get() * 20L).isLessThanOrEqualTo(1_000);
        assertThat(granted.get()).isGreaterThanOrEqualTo(10);
        assertThat(ledgers).allSatisfy(ledger -> assertThat(ledger.today()).isEqualTo(spent));
    }

    @Test
    void reservationOfADeadProcess_countsForTenMinutes_andALateSettlementStill() {
        HandClock noon = new HandClock("2025-03-04T12:00:00Z");
        Ledger ledger = new Ledger(folder, new Budgets(Limit.NONE, Limit.NONE, new Limit(1_000, 0)), noon);
        Reservation slow = ledger.reserve(JO, 900, 0);
        noon.pass(Duration.ofMinutes(9).plusSeconds(59));
        assertRefused(ledger, JO, 200, 0, "all questions");
        noon.pass(Duration.ofSeconds(1));
        ledger.settle(ledger.reserve(JO, 200, 0), 200, 0);
        ledger.settle(slow, 500, 0);
        assertThat(ledger.today()).isEqualTo(new Spent(700, 0));
    }

    @Test
    void newDay_startsAtNothing_butAQuestionGoesOn() {
        Ledger ledger = ledger(new Limit(1_000, 0), Limit.NONE, new Limit(1_000, 0));
        Reservation beforeMidnight = ledger.reserve(JO, 600, 0);
        clock.pass(Duration.ofMinutes(11));
        assertThat(ledger.today()).isEqualTo(new Spent(0, 0));
        ledger.settle(beforeMidnight, 600, 0);
        assertThat(ledger.today()).isEqualTo(new Spent(0, 0));
        assertRefused(ledger, JO, 500, 0, "this question");
        ledger.reserve(new Payer("jo", "jo/m2"), 1_000, 0);
    }

    @Test
    void halfALine_isSkipped_andDoesNotSpoilTheNext() throws IOException {
        perDay(1_000).settle(perDay(1_000).reserve(JO, 100, 0), 100, 0);
        Path file = folder.resolve("spent-2025-03-04.jsonl");
        Files.writeString(file, "{\"id\":\"x\",\"what\":\"rese", StandardOpenOption.APPEND);
        Ledger after = perDay(1_000);
        after.settle(after.reserve(JO, 50, 0), 50, 0);
        assertThat(perDay(1_000).today()).isEqualTo(new Spent(150, 0));
        assertThat(Files.readAllLines(file)).hasSize(5);
    }

    @Test
    void folderThatCannotBeWritten_isTyped() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        Ledger ledger = new Ledger(taken, Budgets.NONE, clock);
        assertThatThrownBy(() -> ledger.reserve(JO, 1, 0))
                .isInstanceOfSatisfying(OutsideException.class, failed -> assertThat(failed.type())
                        .isEqualTo(FailureType.RESULTS_UNAVAILABLE));
    }

    @Test
    void nothingSpent_readsWithoutWriting() {
        assertThat(perDay(10).today()).isEqualTo(new Spent(0, 0));
        assertThat(folder).isEmptyDirectory();
    }
}
