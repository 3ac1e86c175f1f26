package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.Ledger.Reservation;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.activity.Activity;
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
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked for which step. Where the first of a route fails, the next is asked at once; what a call can cost
 * is set aside before it. Where all fail, the failure is Temporal's to retry.
 */
public final class ModelGateway implements Analyst {
    /** Failures that another model may not have. */
    private static final Set<FailureType> ELSEWHERE = EnumSet.of(
            FailureType.MODEL_CREDENTIALS,
            FailureType.MODEL_REQUEST,
            FailureType.MODEL_RATE_LIMITED,
            FailureType.MODEL_UNAVAILABLE);

    /** How long a model that failed is asked last: a person must not wait for its time-out at every step. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private final List<Member> understanding;
    private final List<Member> interpreting;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<Member, Instant> restingUntil = new ConcurrentHashMap<>();

    /**
     * A model of a route.
     *
     * @param longestReply most tokens that one reply can have; 0 for a model that reads and writes none
     */
    public record Member(Analyst analyst, Price price, int longestReply) {}

    /**
     * @param understanding models that decide what to do, first choice first
     * @param interpreting models that word rows, first choice first
     */
    public ModelGateway(List<Member> understanding, List<Member> interpreting, Ledger ledger, Clock clock) {
        if (understanding.isEmpty() || interpreting.isEmpty()) {
            throw new IllegalArgumentException("a route has at least one model");
        }
        this.understanding = List.copyOf(understanding);
        this.interpreting = List.copyOf(interpreting);
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String name() {
        return understanding.get(0).analyst().name();
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        return first(understanding, member -> {
            long prompt = member.analyst().promptTokens(request);
            return paid(
                    member,
                    payer(request.message()),
                    prompt,
                    price -> {
                        Understood understood = member.analyst().understand(request);
                        return new Understood(understood.decision(), priced(understood.usage(), price));
                    },
                    Understood::usage);
        });
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        return first(interpreting, member -> {
            long prompt = member.analyst().promptTokens(request);
            return paid(
                    member,
                    payer(request.asked()),
                    prompt,
                    price -> {
                        Interpretation wording = member.analyst().interpret(request);
                        return new Interpretation(wording.text(), priced(wording.usage(), price));
                    },
                    Interpretation::usage);
        });
    }

    private <T> T first(List<Member> route, Function<Member, T> call) {
        List<OutsideException> failures = new ArrayList<>();
        for (Member member : rested(route)) {
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
    private List<Member> rested(List<Member> route) {
        Instant now = clock.instant();
        return route.stream()
                .sorted(Comparator.comparing(
                        member -> restingUntil.getOrDefault(member, Instant.MIN).isAfter(now)))
                .toList();
    }

    private void rest(Member member, OutsideException failed) {
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
            Member member, Payer payer, long promptTokens, Function<Price, T> call, Function<T, Usage> usage) {
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

    private static Usage priced(Usage usage, Price price) {
        return new Usage(
                usage.models(),
                usage.modelCalls(),
                usage.inputTokens(),
                usage.outputTokens(),
                price.of(usage.inputTokens(), usage.outputTokens()));
    }

    private static Payer payer(@Nullable UserMessage message) {
        return message == null
                ? new Payer("", conversation())
                : new Payer(message.userId(), message.userId() + "/" + message.messageId() + "/" + message.sentAt());
    }

    /** Stands for the question where a request of an earlier version does not name it. */
    private static String conversation() {
        try {
            return Objects.requireNonNullElse(
                    Activity.getExecutionContext().getInfo().getWorkflowId(), "");
        } catch (IllegalStateException notInAnActivity) {
            return "";
        }
    }
}
