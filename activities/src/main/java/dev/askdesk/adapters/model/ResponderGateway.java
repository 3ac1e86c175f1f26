package dev.askdesk.adapters.model;

import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.ModelRoutes.Member;
import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import java.time.Clock;
import java.util.List;

/** Which model is asked for which step of Desk. */
public final class ResponderGateway implements Responder {
    /** Desk's calls count as those of one user: nobody in particular asks. */
    private static final String USER = "desk";

    private final List<Member<Responder>> summarising;
    private final List<Member<Responder>> answering;
    private final ModelRoutes routes;

    /**
     * @param summarising models that find the question, first choice first
     * @param answering models that answer from passages, first choice first
     */
    public ResponderGateway(
            List<Member<Responder>> summarising, List<Member<Responder>> answering, Ledger ledger, Clock clock) {
        this.summarising = List.copyOf(summarising);
        this.answering = List.copyOf(answering);
        this.routes = new ModelRoutes(ledger, clock);
    }

    @Override
    public String name() {
        return answering.get(0).model().name();
    }

    @Override
    public Summary summarise(SummariseRequest request) {
        return routes.ask(
                summarising,
                payer(request.ticketId()),
                responder -> responder.promptTokens(request),
                (responder, price) -> {
                    Summary summary = responder.summarise(request);
                    return new Summary(
                            summary.question(), summary.nothing(), ModelRoutes.priced(summary.usage(), price));
                },
                Summary::usage);
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        return routes.ask(
                answering,
                payer(request.ticketId()),
                responder -> responder.promptTokens(request),
                (responder, price) -> {
                    Drafted drafted = responder.answer(request);
                    return new Drafted(
                            drafted.sentences(),
                            drafted.abstained(),
                            drafted.model(),
                            ModelRoutes.priced(drafted.usage(), price));
                },
                Drafted::usage);
    }

    private static Payer payer(String ticketId) {
        return new Payer(USER, USER + "/" + ticketId);
    }
}
