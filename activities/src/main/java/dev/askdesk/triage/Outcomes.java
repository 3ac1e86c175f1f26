package dev.askdesk.triage;

import dev.askdesk.workflows.triage.Triage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How tickets ended, in a file. The last line of a ticket's version counts. */
public final class Outcomes {
    private final AppendedLines<Triage> lines;

    public Outcomes(Path file) {
        this.lines = new AppendedLines<>(file, "outcomes", Triage.class);
    }

    public void record(Triage triage) {
        lines.append(triage);
    }

    /** The last outcome of each version of each ticket, in the order of their first lines. */
    public List<Triage> all() {
        Map<String, Triage> last = new LinkedHashMap<>();
        for (Triage triage : lines.all()) {
            last.put(triage.desk() + "/" + triage.ticketId() + "/" + triage.version(), triage);
        }
        return new ArrayList<>(last.values());
    }
}
