package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.ask.Usage;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.FailureType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which model is asked for which step. Where the first of a route fails, the next is asked; what a call can cost is set
 * aside before it. The last failure is Temporal's to retry.
 */
public final class ModelGateway implements Analyst {
    /** Failures that another model may not have. */
    private static final Set<FailureType> ELSEWHERE = EnumSet.of(
            FailureType.MODEL_CREDENTIALS,
            FailureType.MODEL_REQUEST,
            FailureType.MODEL_RATE_LIMITED,
            FailureType.MODEL_UNAVAILABLE);

    private final List<Member> understanding;
    private final List<Member> interpreting;
    private final Ledger ledger;

    /**
     * A model of a route.
     *
     * @param longestReply most tokens that one reply can have
     */
    public record Member(Analyst analyst, Price price, int longestReply) {}

    /**
     * @param understanding models that decide what to do, first choice first
     * @param interpreting models that word rows, first choice first
     */
    public ModelGateway(List<Member> understanding, List<Member> interpreting, Ledger ledger) {
        if (understanding.isEmpty() || interpreting.isEmpty()) {
            throw new IllegalArgumentException("a route has at least one model");
        }
        this.understanding = List.copyOf(understanding);
        this.interpreting = List.copyOf(interpreting);
        this.ledger = ledger;
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

    private static <T> T first(List<Member> route, Function<Member, T> call) {
        for (int i = 0; ; i++) {
            try {
                return call.apply(route.get(i));
            } catch (OutsideException failed) {
                if (i + 1 == route.size() || !ELSEWHERE.contains(failed.type())) {
                    throw failed;
                }
            }
        }
    }

    private <T> T paid(
            Member member, Payer payer, long promptTokens, Function<Price, T> call, Function<T, Usage> usage) {
        Price price = member.price();
        long worst = promptTokens == 0 ? 0 : promptTokens + member.longestReply();
        String reservation = ledger.reserve(payer, worst, price.of(promptTokens, worst - promptTokens));
        long tokens = 0;
        double usd = 0;
        try {
            T result = call.apply(price);
            tokens = usage.apply(result).inputTokens() + usage.apply(result).outputTokens();
            usd = usage.apply(result).costUsd();
            return result;
        } finally {
            ledger.settle(reservation, payer, tokens, usd);
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
        if (message == null) {
            return new Payer("", "");
        }
        return new Payer(message.userId(), message.userId() + "/" + message.messageId() + "/" + message.sentAt());
    }
}
