package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was spent on models: a file a day in a folder that all workers of a machine share. What a call can cost at worst
 * is reserved before it, under a lock, and replaced by what it did cost after it; so however many calls run at once, no
 * budget is exceeded. A reservation whose process died counts for ten minutes.
 */
public final class Ledger {
    private static final Duration ABANDONED = Duration.ofMinutes(10);
    /** File locks hold between processes only, not between threads of one. */
    private static final Object THREADS = new Object();

    private final Path folder;
    private final Budgets budgets;
    private final Clock clock;
    private @Nullable LedgerDay today;
    private @Nullable LedgerDay yesterday;

    /** @param clock whose days, by UTC, the budgets of a day are of */
    public Ledger(Path folder, Budgets budgets, Clock clock) {
        this.folder = folder;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * For whom a call is made.
     *
     * @param question unique for the question, over all workers
     */
    public record Payer(String user, String question) {}

    /** @param tokens read and written together */
    public record Spent(long tokens, double usd) {
        static final Spent NOTHING = new Spent(0, 0);

        Spent plus(Spent more) {
            return new Spent(tokens + more.tokens, usd + more.usd);
        }
    }

    /**
     * What is set aside for one call.
     *
     * @param day whose budget it is of, also when the call ends after midnight
     */
    public record Reservation(String id, LocalDate day, Payer payer, long tokens, double usd) {}

    private interface Work<T> {
        T with(LedgerDay today, LedgerDay yesterday, Instant now) throws IOException;
    }

    /**
     * Sets aside what a call can cost at worst.
     *
     * @throws OutsideException {@code BUDGET_EXCEEDED}: less than that is left
     */
    public Reservation reserve(Payer payer, long tokens, double usd) {
        return locked((day, before, now) -> {
            Instant alive = now.minus(ABANDONED);
            Spent worst = new Spent(tokens, usd);
            // A question that is asked before midnight may still be repaired after it.
            Spent question = day.ofQuestion(payer.question(), alive).plus(before.ofQuestion(payer.question(), alive));
            check("this question", budgets.question(), question, worst);
            check("your questions today", budgets.userDay(), day.ofUser(payer.user(), alive), worst);
            check("all questions today", budgets.day(), day.ofAll(alive), worst);
            Reservation reservation = new Reservation(UUID.randomUUID().toString(), day.day(), payer, tokens, usd);
            day.reserve(reservation, now);
            return reservation;
        });
    }

    /** What the call did cost; nothing, where it failed. */
    public void settle(Reservation reservation, long tokens, double usd) {
        locked((day, before, now) -> {
            LedgerDay of = reservation.day().equals(before.day())
                    ? before
                    : reservation.day().equals(day.day()) ? day : new LedgerDay(folder, reservation.day());
            of.follow();
            of.settle(reservation, new Spent(tokens, usd), now);
            return reservation;
        });
    }

    /** Spent today, with what is set aside. */
    public Spent today() {
        return Files.exists(lockFile()) ? locked((day, before, now) -> day.ofAll(now.minus(ABANDONED))) : Spent.NOTHING;
    }

    /** The same by one user. */
    public Spent today(String user) {
        return Files.exists(lockFile())
                ? locked((day, before, now) -> day.ofUser(user, now.minus(ABANDONED)))
                : Spent.NOTHING;
    }

    private static void check(String what, Budgets.Limit limit, Spent spent, Spent worst) {
        Spent then = spent.plus(worst);
        if (!limit.allows(then.tokens(), then.usd())) {
            throw new OutsideException(
                    FailureType.BUDGET_EXCEEDED,
                    String.format(
                            Locale.ROOT,
                            "The budget for %s, %s, leaves no room: %s spent or set aside, and one more call can take %s.",
                            what,
                            limit,
                            text(spent),
                            text(worst)));
        }
    }

    private static String text(Spent spent) {
        String tokens = String.format(Locale.ROOT, "%,d tokens", spent.tokens());
        return spent.usd() == 0 ? tokens : tokens + String.format(Locale.ROOT, " and $%.4f", spent.usd());
    }

    private <T> T locked(Work<T> work) {
        synchronized (THREADS) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel =
                                FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    Instant now = clock.instant();
                    LedgerDay day = roll(LocalDate.ofInstant(now, ZoneOffset.UTC));
                    LedgerDay before =
                            yesterday == null ? new LedgerDay(folder, day.day().minusDays(1)) : yesterday;
                    yesterday = before;
                    day.follow();
                    before.follow();
                    return work.with(day, before, now);
                }
            } catch (IOException e) {
                throw new OutsideException(
                        FailureType.RESULTS_UNAVAILABLE, "What models cost cannot be kept in " + folder + ".", e);
            }
        }
    }

    private LedgerDay roll(LocalDate date) {
        LedgerDay day = today;
        if (day == null || !day.day().equals(date)) {
            yesterday = day != null && day.day().equals(date.minusDays(1)) ? day : null;
            day = new LedgerDay(folder, date);
            today = day;
        }
        return day;
    }

    private Path lockFile() {
        return folder.resolve("lock");
    }
}
