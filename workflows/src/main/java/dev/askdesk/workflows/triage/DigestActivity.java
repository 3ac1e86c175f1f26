package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.Triage.Outcome;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What IT staff are told of triage. What a requester wrote, or a model made of it, is no part of it. */
@ActivityInterface
public interface DigestActivity {

    /** The tickets that ended; a step of its own, so that what is posted does not change between two tries. */
    @ActivityMethod(name = "CollectDigest")
    News collect(Window window);

    /** Posts one message, unless an earlier try has: looks first. */
    @ActivityMethod(name = "PostDigest")
    Posted post(Posting posting);

    /**
     * Whose outcomes are collected.
     *
     * @param from end of the digest before
     * @param overlap how far before that outcomes count that were written late
     * @param known those of them that were told of: {@link News#recent} of the digest before
     */
    record Window(String desk, Instant from, Duration overlap, Instant until, List<String> known) {
        public Window {
            known = List.copyOf(known);
        }
    }

    /**
     * Tickets that ended, each in its latest state alone.
     *
     * @param entries the ones that are shown, those first that need somebody
     * @param recent a name of each outcome of the last {@link Window#overlap}
     */
    record News(int noted, int abstained, int skipped, int parked, List<Entry> entries, List<String> recent) {
        public News {
            entries = List.copyOf(entries);
            recent = List.copyOf(recent);
        }

        public int tickets() {
            return noted + abstained + skipped + parked;
        }
    }

    /**
     * A ticket that ended.
     *
     * @param url its page in the helpdesk; {@code null} where there is none
     * @param reason one sentence of our own
     * @param cited pages that its note's answer rests on
     */
    record Entry(
            String ticketId, String version, @Nullable String url, Outcome outcome, String reason, List<Page> cited) {
        public Entry {
            cited = List.copyOf(cited);
        }
    }

    record Page(String title, String url) {}

    /**
     * @param key by which the message is found again
     * @param until end of the time that it tells of
     */
    record Posting(String desk, String channel, String key, Instant until, News news) {}

    record Posted(Digest.State state) {}
}
