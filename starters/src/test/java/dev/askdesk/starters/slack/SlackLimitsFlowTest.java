package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.starters.slackdouble.SlackDouble.SharedFile;
import dev.askdesk.starters.slackdouble.SlackUser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Times that run out, places and people that are kept out, and rows that are for one person alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackLimitsFlowTest {
    private static final String ALLOWED = "C0ALLOWED";
    private static final String SHARED = "C0SHARED";
    private static final String HOW_MANY = "How many funds are there?";
    private static final String UNCLEAR = "What did Adam invest in 2021?";
    private static final String SALARIES = "List all staff with their base salary";

    private SlackScene scene;
    private SlackDouble slack;
    private String ann;
    private String bob;
    private String cfo;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        scene = new SlackScene(
                home,
                Map.of(
                        "slack.reminder", "2s",
                        "clarification.wait", "6s",
                        "slack.user.hourly", "6",
                        "slack.channels", ALLOWED + "," + SHARED));
        slack = scene.slack;
        ann = slack.user("ann");
        bob = slack.user("bob");
        cfo = slack.user(SlackUser.named("U0CFO", "cfo").withEmail("finance@harbourpeak.example"));
        slack.publicChannelWithId(ALLOWED, "fund-data", ann, bob, cfo, slack.botUser());
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void askerWhoDoesNotReply_isReminded_thenToldThatItExpired_andALateClickStartsNothing() {
        String ts = asks(ann, UNCLEAR);

        List<String> replies = scene.awaitReplies(ALLOWED, ts, 3);
        assertThat(replies.get(0)).contains("Adam");
        assertThat(replies.get(1)).contains("waits for your reply until");
        assertThat(replies.get(2)).contains("Nobody replied", "in time");
        assertThat(slack.thread(ALLOWED, ts).get(1).toString()).doesNotContain("askdesk.option");

        // Ask is still there for a question of her own.
        slack.says(ann, ALLOWED, ts, HOW_MANY);
        assertThat(scene.awaitReplies(ALLOWED, ts, 4).get(3)).contains("from funds");
    }

    @Test
    void questionThatIsDeletedWhileItIsAskedBack_leavesNothing() {
        String ts = asks(ann, UNCLEAR);
        scene.awaitReplies(ALLOWED, ts, 1);
        slack.deletes(ALLOWED, ts);

        SlackScene.await("an empty thread", () -> scene.replies(ALLOWED, ts).isEmpty());
    }

    @Test
    void assistantsPane_isGreeted_andAnswersWithoutAMention() {
        String thread = slack.opensAssistant(bob, ALLOWED);
        String direct = slack.directMessage(bob);
        SlackScene.await(
                "prompts", () -> !slack.suggestedPrompts(direct, thread).isMissingNode());
        slack.says(bob, direct, thread, HOW_MANY);

        SlackScene.await("the answer", () -> scene.replies(direct, thread).stream()
                .anyMatch(reply -> reply.contains("from funds")));
    }

    @Test
    void otherChannel_isRefused_withWhereToAsk() {
        String room = slack.publicChannel("random", ann, slack.botUser());
        String ts = slack.says(ann, room, null, "<@" + slack.botUser() + "> " + HOW_MANY);

        assertThat(scene.awaitReplies(room, ts, 1))
                .singleElement()
                .asString()
                .contains("no questions in this channel", "direct message");
    }

    @Test
    void oneQuestionTooMany_isRefused_withWhenToAskAgain() {
        String eager = slack.user("eager");
        String direct = slack.directMessage(eager);
        for (int i = 0; i < 6; i++) {
            scene.awaitReplies(direct, slack.says(eager, direct, null, HOW_MANY), 1);
        }

        assertThat(scene.awaitReplies(direct, slack.says(eager, direct, null, HOW_MANY), 1))
                .singleElement()
                .asString()
                .contains("6 questions", "Ask again in");
    }

    @Test
    void outsiderInASharedChannel_isRefused_andNobodysAnswerIsShownThere() {
        String outsider = slack.user(SlackUser.named("U0ELSEWHERE", "elsewhere").asStrangerOf("T0ELSEWHERE"));
        slack.publicChannelWithId(SHARED, "with-others", ann, outsider, slack.botUser());
        slack.sharesExternally(SHARED, true);

        assertThat(scene.awaitReplies(SHARED, asks(outsider, SHARED, HOW_MANY), 1))
                .singleElement()
                .asString()
                .contains("other organisations");
        assertThat(scene.awaitReplies(SHARED, asks(ann, SHARED, HOW_MANY), 1))
                .singleElement()
                .asString()
                .contains("alone")
                .doesNotContain("from funds");
    }

    @Test
    void restrictedRows_goToTheAskersDirectMessagesAlone() {
        String ts = asks(cfo, SALARIES);
        scene.awaitReplies(ALLOWED, ts, 1);
        String direct = slack.directMessage(cfo);
        SlackScene.await("the file of rows", () -> slack.files().stream()
                .anyMatch(file -> file.name().endsWith(".csv") && isIn(file, direct)));

        assertThat(slack.files())
                .noneMatch(file -> isIn(file, ALLOWED) && content(file).contains("salary"));
        assertThat(slack.thread(ALLOWED, ts).toString())
                .doesNotContain("salary\":")
                .doesNotContainPattern("\\d{6},");
        assertThat(slack.ephemerals().stream().filter(shown -> !shown.user().equals(cfo)))
                .noneMatch(shown -> shown.message().toString().contains("base_salary"));
    }

    private String asks(String user, String text) {
        return asks(user, ALLOWED, text);
    }

    private String asks(String user, String channel, String text) {
        return slack.says(user, channel, null, "<@" + slack.botUser() + "> " + text);
    }

    private static boolean isIn(SharedFile file, String channel) {
        return file.shares().stream().anyMatch(share -> share.channel().equals(channel));
    }

    private static String content(SharedFile file) {
        return new String(file.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
