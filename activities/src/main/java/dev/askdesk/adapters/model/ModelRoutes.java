package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.Ledger.Reservation;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.Usage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Asks the models of a route: where the first fails, the next is asked at once; what a call can cost is set aside before
 * it. Where all fail, the failure is Temporal's to retry.
 */
public final class ModelRoutes {
    /** Failures that another model may not have. */
    private static final Set<FailureType> ELSEWHERE = EnumSet.of(
            FailureType.MODEL_CREDENTIALS,
            FailureType.MODEL_REQUEST,
            FailureType.MODEL_RATE_LIMITED,
            FailureType.MODEL_UNAVAILABLE);

    /** How long a model that failed is asked last: a person must not wait for its time-out at every step. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final Ledger ledger;
    private final Clock clock;
    private final Map<Member<?>, Instant> restingUntil = new ConcurrentHashMap<>();

    /**
     * A model of a route.
     *
     * @param longestReply most tokens that one reply can have; 0 for a model that reads and writes none
     */
    public record Member<M>(M model, Price price, int longestReply) {}

    ModelRoutes(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param promptTokens about how many tokens the model would read
     * @param call given the model, and its price for the usage that it returns
     */
    <M, T> T ask(
            List<Member<M>> route,
            Payer payer,
            Function<M, Long> promptTokens,
            Call<M, T> call,
            Function<T, Usage> usage) {
        return first(
                route,
                member -> paid(
                        member,
                        payer,
                        promptTokens.apply(member.model()),
                        price -> call.ask(member.model(), price),
                        usage));
    }

    /** One call of a model. */
    interface Call<M, T> {
        T ask(M model, Price price);
    }

    private <M, T> T first(List<Member<M>> route, Function<Member<M>, T> call) {
        List<OutsideException> failures = new ArrayList<>();
        for (Member<M> member : rested(route)) {
            try {
                return call.apply(member);
            } catch (OutsideException failed) {
                failures.add(failed);
                if (!ELSEWHERE.contains(failed.type())) {
                    break;
                }
                rest(member, failed);
            }
        }
        throw soonest(failures);
    }

    /** First choice first, but those that failed a moment ago last. */
    private <M> List<Member<M>> rested(List<Member<M>> route) {
        Instant now = clock.instant();
        return route.stream()
                .sorted(Comparator.comparing(
                        member -> restingUntil.getOrDefault(member, Instant.MIN).isAfter(now)))
                .toList();
    }

    private void rest(Member<?> member, OutsideException failed) {
        if (failed.type().retryable()) {
            Duration asked = Objects.requireNonNullElse(failed.retryAfter(), REST);
            Duration rest = asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
            restingUntil.put(member, clock.instant().plus(rest));
        }
    }

    /** The failure that a retry gets over first: one final failure must not hide that another model only wants a pause. */
    private static OutsideException soonest(List<OutsideException> failures) {
        return failures.stream()
                .min(Comparator.comparing(
                                (OutsideException failure) -> !failure.type().retryable())
                        .thenComparing(failure -> Objects.requireNonNullElse(failure.retryAfter(), Duration.ZERO)))
                .orElseThrow();
    }

    private <T> T paid(
            Member<?> member, Payer payer, long promptTokens, Function<Price, T> call, Function<T, Usage> usage) {
        Price price = member.price();
        if (member.longestReply() == 0) {
            return call.apply(price);
        }
        Reservation worst = ledger.reserve(
                payer, promptTokens + member.longestReply(), price.of(promptTokens, member.longestReply()));
        T result;
        try {
            result = call.apply(price);
        } catch (OutsideException failed) {
            settle(worst, !failed.mayHaveWorked(), 0, 0);
            throw failed;
        } catch (RuntimeException | Error unforeseen) {
            settle(worst, false, 0, 0);
            throw unforeseen;
        }
        Usage spent = usage.apply(result);
        long tokens = spent.inputTokens() + spent.outputTokens();
        // A provider that counts no tokens must not make its calls look free.
        settle(worst, tokens > 0, tokens, spent.costUsd());
        return result;
    }

    private void settle(Reservation worst, boolean known, long tokens, double usd) {
        try {
            ledger.settle(worst, known ? tokens : worst.tokens(), known ? usd : worst.usd());
        } catch (OutsideException unwritten) {
            // A reply that is paid for is worth more than its entry; the next call's reservation will say what is
            // wrong.
        }
    }

    static Usage priced(Usage usage, Price price) {
        return new Usage(
                usage.models(),
                usage.modelCalls(),
                usage.inputTokens(),
                usage.outputTokens(),
                price.of(usage.inputTokens(), usage.outputTokens()));
    }
}
