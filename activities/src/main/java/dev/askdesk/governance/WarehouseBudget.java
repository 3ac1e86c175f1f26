package dev.askdesk.governance;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Budgets;
import dev.askdesk.adapters.model.Ledger;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.Ledger.Reservation;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a person's statements may run on the warehouse in a day, by UTC. Kept in a {@link Ledger} whose amounts are
 * milliseconds: what a statement may take at most is set aside before it runs.
 */
public final class WarehouseBudget {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final @Nullable Duration daily;
    private final Ledger ledger;

    /**
     * @param folder where it is kept, shared by all workers of a machine
     * @param daily {@code null} for no limit
     */
    public WarehouseBudget(Path folder, @Nullable Duration daily, Clock clock) {
        this.daily = daily;
        Budgets.Limit limit = daily == null ? Budgets.Limit.NONE : new Budgets.Limit(daily.toMillis(), 0);
        this.ledger = new Ledger(folder, new Budgets(Budgets.Limit.NONE, limit, Budgets.Limit.NONE), clock);
    }

    /**
     * A statement's part of the budget, of which it gives back what it did not use.
     *
     * @param user {@code null} for whom there is no budget
     * @param wanted what it may take where enough is left
     * @throws OutsideException {@code WAREHOUSE_BUDGET}: nothing is left
     */
    public Share share(@Nullable String user, String question, Duration wanted) {
        Duration limit = daily;
        if (limit == null || user == null) {
            return new Share(null, wanted);
        }
        Duration spent = Duration.ofMillis(ledger.today(user).tokens());
        Duration left = limit.minus(spent);
        if (left.compareTo(LEAST) < 0) {
            throw exceeded(limit);
        }
        Duration time = left.compareTo(wanted) < 0 ? left : wanted;
        try {
            return new Share(ledger.reserve(new Payer(user, question), time.toMillis(), 0), time);
        } catch (OutsideException takenMeanwhile) {
            throw takenMeanwhile.type() == FailureType.BUDGET_EXCEEDED ? exceeded(limit) : takenMeanwhile;
        }
    }

    private static OutsideException exceeded(Duration limit) {
        return new OutsideException(
                FailureType.WAREHOUSE_BUDGET,
                "Your questions have used today's " + limit.toSeconds() + " s of warehouse time.");
    }

    /** Closed when its statement has ended; of one that failed, the time until then counts. */
    public final class Share implements AutoCloseable {
        private final @Nullable Reservation reservation;
        private final Duration time;
        private final long began = System.nanoTime();
        private long millis = -1;

        private Share(@Nullable Reservation reservation, Duration time) {
            this.reservation = reservation;
            this.time = time;
        }

        /** How long the statement may run. */
        public Duration time() {
            return time;
        }

        /** How long it did run. */
        public void used(long ran) {
            millis = ran;
        }

        @Override
        public void close() {
            Reservation kept = reservation;
            if (kept != null) {
                long elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
                long most = Math.min(elapsed, time.toMillis());
                ledger.settle(kept, millis >= 0 ? millis : most, 0);
            }
        }
    }
}
