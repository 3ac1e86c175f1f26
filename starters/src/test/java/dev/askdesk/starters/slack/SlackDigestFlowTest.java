package dev.askdesk.starters.slack;

import dev.askdesk.adapters.slack.SlackDigest;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.workflows.triage.DigestActivity.Entry;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import dev.askdesk.workflows.triage.NoteRating;
import dev.askdesk.workflows.triage.RateNoteWorkflow;
import dev.askdesk.workflows.triage.Triage.Outcome;
import io.temporal.worker.WorkerFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** IT's digest of triaged tickets, from the post to the rating of a note. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackDigestFlowTest {
    private static final String VERSION = "0123456789abcdef";
    private static final List<NoteRating> RATED = new CopyOnWriteArrayList<>();

    /** Remembers instead of writing down. */
    public static final class Remembering implements RateNoteWorkflow {
        @Override
        public void rate(NoteRating rating) {
            RATED.add(rating);
        }
    }

    private SlackScene scene;
    private SlackDouble slack;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        scene = new SlackScene(home, Map.of());
        slack = scene.slack;
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void thumbOfADigest_ratesItsNote() {
        String bob = slack.user("bob");
        String channel = slack.publicChannel("it", bob, slack.botUser());
        WorkerFactory desk = WorkerFactory.newInstance(scene.client);
        desk.newWorker(scene.settings.desk().taskQueue()).registerWorkflowImplementationTypes(Remembering.class);
        desk.start();
        try (SlackDigest digest =
                new SlackDigest(URI.create(slack.apiUrl()), SlackDouble.BOT_TOKEN, Duration.ofSeconds(8))) {
            digest.post(posting(channel));
        }
        String ts = slack.channel(channel).get(0).path("ts").asText();

        slack.clicks(bob, channel, ts, "askdesk.note_up.0");
        SlackScene.await("a rating", () -> RATED.contains(new NoteRating("local", "7", VERSION, bob, true)));
        slack.clicks(bob, channel, ts, "askdesk.note_down.1");
        SlackScene.await("another", () -> RATED.contains(new NoteRating("local", "8", VERSION, bob, false)));
        SlackScene.await("thanks", () -> slack.ephemerals().stream()
                .anyMatch(shown -> shown.user().equals(bob)));
        desk.shutdownNow();
    }

    private static Posting posting(String channel) {
        Instant until = Instant.now();
        List<Entry> entries = List.of(entry("7", Outcome.NOTED), entry("8", Outcome.ABSTAINED));
        return new Posting("local", channel, "digest/local/" + until, until, new News(1, 1, 0, 0, entries, List.of()));
    }

    private static Entry entry(String ticket, Outcome outcome) {
        return new Entry(ticket, VERSION, null, outcome, "Answered.", List.of());
    }
}
