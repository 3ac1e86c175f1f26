package dev.askdesk.adapters.model;

import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.ModelRoutes.Member;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.ask.UserMessage;
import io.temporal.activity.Activity;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which model is asked for which step of Ask. */
public final class ModelGateway implements Analyst {
    private final List<Member<Analyst>> understanding;
    private final List<Member<Analyst>> interpreting;
    private final ModelRoutes routes;

    /**
     * @param understanding models that decide what to do, first choice first
     * @param interpreting models that word rows, first choice first
     */
    public ModelGateway(
            List<Member<Analyst>> understanding, List<Member<Analyst>> interpreting, Ledger ledger, Clock clock) {
        if (understanding.isEmpty() || interpreting.isEmpty()) {
            throw new IllegalArgumentException("a route has at least one model");
        }
        this.understanding = List.copyOf(understanding);
        this.interpreting = List.copyOf(interpreting);
        this.routes = new ModelRoutes(ledger, clock);
    }

    @Override
    public String name() {
        return understanding.get(0).model().name();
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        return routes.ask(
                understanding,
                payer(request.message()),
                analyst -> analyst.promptTokens(request),
                (analyst, price) -> {
                    Understood understood = analyst.understand(request);
                    return new Understood(understood.decision(), ModelRoutes.priced(understood.usage(), price));
                },
                Understood::usage);
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        return routes.ask(
                interpreting,
                payer(request.asked()),
                analyst -> analyst.promptTokens(request),
                (analyst, price) -> {
                    Interpretation wording = analyst.interpret(request);
                    return new Interpretation(wording.text(), ModelRoutes.priced(wording.usage(), price));
                },
                Interpretation::usage);
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
