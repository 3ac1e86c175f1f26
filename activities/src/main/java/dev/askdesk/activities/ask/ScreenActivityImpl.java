package dev.askdesk.activities.ask;

import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.ScreenActivity;
import java.util.List;

/** Grounding, guard and numeric check, in the worker's own process. */
public final class ScreenActivityImpl implements ScreenActivity {
    private final Grounder grounder;
    private final SqlGuard guard;
    private final StatementMender mender;
    private final ResultStore results;

    public ScreenActivityImpl(Grounder grounder, SqlGuard guard, StatementMender mender, ResultStore results) {
        this.grounder = grounder;
        this.guard = guard;
        this.mender = mender;
        this.results = results;
    }

    @Override
    public Grounding ground(GroundRequest request) {
        Grounding found = grounder.ground(request);
        // An example tells of tables and values: it is shown to nobody who may not ask it.
        String userId = request.message().userId();
        List<Grounding.Example> allowed = found.examples().stream()
                .filter(example -> guard.admit(example.sql(), userId).problem() == null)
                .toList();
        return found.with(allowed);
    }

    @Override
    public Admission guard(GuardRequest request) {
        return guard.admit(request.sql(), request.userId());
    }

    @Override
    public Mending mend(MendRequest request) {
        return mender.mend(request.sql(), request.problem(), request.userId())
                .map(mended -> new Mending(mended.sql(), mended.notes(), null))
                .orElseGet(() -> new Mending(
                        null,
                        List.of(),
                        request.question() == null
                                ? null
                                : grounder.missing(request.problem(), request.question())
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
