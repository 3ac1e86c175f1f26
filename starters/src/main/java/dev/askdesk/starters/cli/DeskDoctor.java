package dev.askdesk.starters.cli;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.wiki.Wiki;
import dev.askdesk.starters.cli.Diagnosis.Verdict;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What the doctor looks at for Desk: each a call that reads and changes nothing. */
final class DeskDoctor {
    private final Settings settings;
    private final DeskParts parts;

    DeskDoctor(Settings settings) {
        this.settings = settings;
        this.parts = new DeskParts(settings);
    }

    Diagnosis helpdesk() {
        Helpdesk desk = parts.helpdesk();
        try {
            Helpdesk.Changes changes = desk.changed(Instant.now().minus(Duration.ofDays(1)), null);
            String more = changes.next() == null ? "" : " or more";
            return ok(
                    "helpdesk",
                    desk.name() + ", " + changes.changes().size() + more + " tickets changed since yesterday");
        } finally {
            if (desk instanceof AutoCloseable open) {
                close(open);
            }
        }
    }

    Diagnosis wiki() {
        Wiki wiki = parts.wiki();
        Wiki.Listing listing = wiki.pages(null);
        String more = listing.next() == null ? "" : " or more";
        return new Diagnosis(
                "wiki",
                listing.pages().isEmpty() ? Verdict.WARN : Verdict.OK,
                wiki.name() + ", " + listing.pages().size() + more + " pages that everybody may read");
    }

    Diagnosis index() {
        Embeddings embeddings = parts.embeddings();
        try (PassageIndex index = parts.index(embeddings)) {
            String kind = settings.desk().index().kind().name().toLowerCase(Locale.ROOT);
            return index.finishedAt()
                    .map(time -> ok("index", kind + ", " + index.pages().size() + " pages, made whole last at " + time))
                    .orElseGet(() -> new Diagnosis(
                            "index", Verdict.WARN, kind + ", not whole yet: run `askdesk knowledge sync`"));
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new IllegalStateException("The helpdesk does not close", e);
        }
    }

    private static Diagnosis ok(String part, String text) {
        return new Diagnosis(part, Verdict.OK, text);
    }
}
