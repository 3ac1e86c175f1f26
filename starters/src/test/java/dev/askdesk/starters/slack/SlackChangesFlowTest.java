package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.starters.slackdouble.Faults;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.starters.slackdouble.SlackDouble.SharedFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are changed or deleted after they were taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackChangesFlowTest {
    private static final String HOW_MANY = "How many funds are there?";

    private SlackScene scene;
    private SlackDouble slack;
    private String ann;
    private String bob;
    private String channel;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        scene = new SlackScene(home, Map.of());
        slack = scene.slack;
        ann = slack.user("ann");
        bob = slack.user("bob");
        channel = slack.publicChannel("fund-data", ann, bob, slack.botUser());
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void editedQuestion_hasItsAnswerReplaced() {
        String ts = asks(ann, "What is the weather?");
        scene.awaitReplies(channel, ts, 1);
        slack.edits(ann, channel, ts, "<@" + slack.botUser() + "> " + HOW_MANY);

        SlackScene.await(
                "the new answer", () -> scene.replies(channel, ts).get(0).contains("from funds"));
        assertThat(scene.replies(channel, ts)).hasSize(1);
    }

    @Test
    void previewOfALink_asksNothingAnew() {
        String ts = asks(ann, HOW_MANY);
        scene.awaitReplies(channel, ts, 1);
        int before = slack.calls("chat.update").size();
        slack.unfurls(channel, ts, "https://example.com");
        scene.awaitReplies(channel, asks(bob, HOW_MANY), 1);

        assertThat(slack.calls("chat.update").stream()
                        .skip(before)
                        .filter(call -> call.arguments().path("ts").asText().compareTo(ts) > 0))
                .allMatch(call -> !call.arguments().path("text").asText().isEmpty());
        assertThat(scene.replies(channel, ts)).hasSize(1);
    }

    @Test
    void replyThatIsEditedToMentionTheApp_isAskedAnew_once() {
        String ts = asks(ann, HOW_MANY);
        scene.awaitReplies(channel, ts, 1);
        String reply = slack.says(ann, channel, ts, "What is the weather?");
        scene.awaitReplies(channel, ts, 2);
        slack.edits(ann, channel, reply, "<@" + slack.botUser() + "> " + HOW_MANY);

        SlackScene.await(
                "the new answer", () -> scene.replies(channel, ts).get(1).contains("from funds"));
        // One more question, so that a second answer would be there by now.
        slack.says(ann, channel, ts, HOW_MANY);
        assertThat(scene.awaitReplies(channel, ts, 3)).hasSize(3);
    }

    @Test
    void messageThatIsEditedToMentionTheApp_isAsked() {
        String ts = slack.says(ann, channel, null, HOW_MANY);
        slack.edits(ann, channel, ts, "<@" + slack.botUser() + "> " + HOW_MANY);

        assertThat(scene.awaitReplies(channel, ts, 1))
                .singleElement()
                .asString()
                .contains("from funds");
    }

    @Test
    void clarifyingQuestionThatWasDeleted_isNotPostedAgain() {
        String ts = asks(ann, "What did Adam invest in 2021?");
        scene.awaitReplies(channel, ts, 1);
        slack.deletes(channel, slack.thread(channel, ts).get(1).path("ts").asText());
        slack.says(ann, channel, ts, "Adam Stone");

        assertThat(scene.awaitReplies(channel, ts, 1))
                .singleElement()
                .asString()
                .doesNotContain("do you mean");
    }

    @Test
    void rowsOfAQuestionThatIsEdited_areThoseOfItsAnswer_evenAfterACallFailed() {
        String ts = asks(ann, "List all companies");
        scene.awaitReplies(channel, ts, 2);
        assertThat(headsIn(ts)).singleElement().asString().doesNotContain("total");
        slack.faults().next("files.completeUploadExternal", Faults.Fault.FAILS_BEFORE);
        slack.edits(ann, channel, ts, "<@" + slack.botUser() + "> total invested by company");

        SlackScene.await("the new rows", () -> headsIn(ts).size() == 2);
        assertThat(headsIn(ts).get(1)).isNotEqualTo(headsIn(ts).get(0));
    }

    /** First lines of the files of rows in a thread. */
    private List<String> headsIn(String thread) {
        return slack.files().stream()
                .filter(file -> file.name().endsWith(".csv") && isIn(file, thread))
                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static boolean isIn(SharedFile file, String thread) {
        return file.shares().stream().anyMatch(share -> thread.equals(share.threadTs()));
    }

    private String asks(String user, String text) {
        return slack.says(user, channel, null, "<@" + slack.botUser() + "> " + text);
    }
}
