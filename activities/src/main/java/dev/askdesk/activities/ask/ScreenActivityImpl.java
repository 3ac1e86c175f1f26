package dev.askdesk.activities.ask;

import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.ScreenActivity;
import java.util.List;
import java.util.stream.Stream;

/** Grounding, guard and numeric check, in the worker's own process. */
public final class ScreenActivityImpl implements ScreenActivity {
    private final Views views;
    private final SqlGuard guard;
    private final ResultStore results;

    public ScreenActivityImpl(Views views, SqlGuard guard, ResultStore results) {
        this.views = views;
        this.guard = guard;
        this.results = results;
    }

    @Override
    public Grounding ground(GroundRequest request) {
        Asker asker = Asker.of(request.message());
        Grounding found = views.of(asker).grounder().ground(request);
        // What a steward accepted tells of tables and values: it is shown to nobody who may not see all of them.
        String verified = found.verifiedSql();
        return found.with(
                verified != null && guard.mayBeTold(verified, asker) ? verified : null,
                found.examples().stream()
                        .filter(example -> guard.mayBeTold(example.sql(), asker))
                        .toList(),
                views.withheld(
                        asker,
                        Stream.concat(
                                        Stream.of(request.message().text()),
                                        request.clarifications().stream().map(Exchange::userText))
                                .toList()));
    }

    @Override
    public Admission guard(GuardRequest request) {
        return guard.admit(request.sql(), new Asker(request.userId(), request.roles()));
    }

    @Override
    public Mending mend(MendRequest request) {
        Asker asker = new Asker(request.userId(), request.roles());
        Views.View view = views.of(asker);
        return view.mender()
                .mend(request.sql(), request.problem(), asker)
                .map(mended -> new Mending(mended.sql(), mended.notes(), null))
                .orElseGet(() -> new Mending(
                        null,
                        List.of(),
                        request.question() == null
                                ? null
                                : view.grounder()
                                        .missing(request.problem(), request.question())
                                        .orElse(null)));
    }

    @Override
    public NumberCheck checkNumbers(NumberCheckRequest request) {
        return new NumberCheck(NumericCheck.unsupported(
                request.text(),
                results.get(request.resultHandle()),
                request.question(),
                request.sql(),
                request.assumptions(),
                request.sentAt()));
    }
}
