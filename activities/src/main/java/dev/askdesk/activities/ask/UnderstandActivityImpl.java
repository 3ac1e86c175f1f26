package dev.askdesk.activities.ask;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.sql.StatementMender.Mended;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.UnderstandActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understand, by whichever model is set; what it writes is spelled as the data is. */
public final class UnderstandActivityImpl implements UnderstandActivity {
    private final Analyst analyst;
    private final StatementMender mender;

    public UnderstandActivityImpl(Analyst analyst, StatementMender mender) {
        this.analyst = analyst;
        this.mender = mender;
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        Understood understood = analyst.understand(request);
        if (understood.decision() instanceof Decision.SqlQuery query) {
            Optional<Mended> spelled = mender.spelled(query.sql());
            if (spelled.isPresent()) {
                List<String> assumptions = new ArrayList<>(query.assumptions());
                assumptions.addAll(spelled.get().notes());
                return new Understood(new Decision.SqlQuery(spelled.get().sql(), assumptions), understood.usage());
            }
        }
        return understood;
    }
}
