package dev.askdesk.activities.ask;

import dev.askdesk.sql.Asked;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.UnderstandActivity;
import dev.askdesk.workflows.wire.Usage;
import java.util.stream.Stream;

/** Understand, by whichever model is set; what it writes is held against the question. */
public final class UnderstandActivityImpl implements UnderstandActivity {
    private final Views views;

    public UnderstandActivityImpl(Views views) {
        this.views = views;
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        Views.View view = views.of(Asker.of(request.message()));
        Understood understood = view.analyst().understand(request);
        return understood.decision() instanceof Decision.SqlQuery query
                ? held(view.mender(), query, understood.usage(), Asked.of(request))
                : understood;
    }

    private static Understood held(StatementMender mender, Decision.SqlQuery query, Usage usage, Asked asked) {
        Decision.SqlQuery fitted = mender.fitted(query.sql(), asked)
                .map(mended -> new Decision.SqlQuery(
                        mended.sql(),
                        Stream.concat(query.assumptions().stream(), mended.notes().stream())
                                .distinct()
                                .toList()))
                .orElse(query);
        return new Understood(
                fitted, usage, mender.omission(fitted.sql(), asked).orElse(null));
    }
}
