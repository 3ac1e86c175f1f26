package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.starters.slackdouble.Faults;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.starters.slackdouble.SlackDouble.Ephemeral;
import dev.askdesk.starters.slackdouble.SlackUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** People in Slack and what they get, from the event to the message. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackFlowTest {
    private static final String HOW_MANY = "How many funds are there?";
    private static final String SALARY = "What is the average base salary?";

    private SlackScene scene;
    private SlackDouble slack;
    private String ann;
    private String bob;
    private String cfo;
    private String channel;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        scene = new SlackScene(home, Map.of());
        slack = scene.slack;
        ann = slack.user("ann");
        bob = slack.user("bob");
        cfo = slack.user(SlackUser.named("U0CFO", "cfo").withEmail("finance@harbourpeak.example"));
        channel = slack.privateChannel("fund-data", ann, bob, cfo, slack.botUser());
    }

    @AfterEach
    void mend() {
        slack.faults().none();
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void mention_isAnsweredInItsThread_once() {
        String ts = asks(ann, HOW_MANY);

        List<String> replies = scene.awaitReplies(channel, ts, 1);
        assertThat(replies).singleElement().satisfies(reply -> assertThat(reply)
                .contains("3")
                .contains("from funds")
                .contains("Evidence")
                .contains("Show SQL"));
        assertThat(slack.calls("chat.postMessage").stream()
                        .filter(call ->
                                call.arguments().path("thread_ts").asText().equals(ts)))
                .hasSize(1);
    }

    @Test
    void directMessage_isAnswered_withoutAMention() {
        String direct = slack.directMessage(ann);
        String ts = slack.says(ann, direct, null, HOW_MANY);

        assertThat(scene.awaitReplies(direct, ts, 1)).singleElement().asString().contains("funds");
    }

    @Test
    void followUpInTheThread_isUnderstoodFromWhatCameBefore_withoutAMention() {
        String ts = asks(ann, "How much did we invest in 2022?");
        scene.awaitReplies(channel, ts, 1);
        slack.says(ann, channel, ts, "and in 2021?");

        List<String> replies = scene.awaitReplies(channel, ts, 2);
        assertThat(replies.get(1)).contains("from investments").isNotEqualTo(replies.get(0));
    }

    @Test
    void messageInAChannelThatIsNotForTheApp_isIgnored() {
        String ts = slack.says(ann, channel, null, "Lunch at noon?");
        slack.says(bob, channel, ts, "Yes!");
        asks(ann, HOW_MANY);

        scene.awaitReplies(channel, asks(bob, HOW_MANY), 1);
        assertThat(scene.replies(channel, ts)).isEmpty();
    }

    @Test
    void thanks_getNoReply() {
        String ts = asks(ann, HOW_MANY);
        scene.awaitReplies(channel, ts, 1);
        slack.says(ann, channel, ts, "Thanks!");
        slack.says(ann, channel, ts, "<@" + bob + "> did you see that?");
        slack.says(ann, channel, ts, HOW_MANY);

        assertThat(scene.awaitReplies(channel, ts, 2)).hasSize(2);
    }

    @Test
    void unclearQuestion_isAskedBackWithButtons_andAClickReplies_once() {
        String ts = asks(ann, "What did Adam invest in 2021?");
        List<String> asked = scene.awaitReplies(channel, ts, 1);
        assertThat(asked.get(0)).contains("Adam");
        String place = slack.thread(channel, ts).get(1).path("ts").asText();

        // The other one cannot reply for her.
        slack.clicks(bob, channel, place, "askdesk.option.1");
        SlackScene.await(
                "a notice", () -> whispers(bob).stream().anyMatch(text -> text.contains("Only the person who asked")));
        slack.clicks(ann, channel, place, "askdesk.option.1");

        List<String> replies = scene.awaitReplies(channel, ts, 2);
        assertThat(replies.get(1)).doesNotContain("⚠️");
        assertThat(slack.thread(channel, ts)).hasSize(3);
        assertThat(slack.thread(channel, ts).get(1).toString()).doesNotContain("askdesk.option");
    }

    @Test
    void twoPeopleInAThread_areEachAnswered_whileOneIsAskedBack() {
        String ts = asks(ann, "What did Adam invest in 2021?");
        scene.awaitReplies(channel, ts, 1);
        slack.says(bob, channel, ts, HOW_MANY);

        List<String> replies = scene.awaitReplies(channel, ts, 2);
        assertThat(replies.get(0)).contains("Adam");
        assertThat(replies.get(1)).contains("funds");
    }

    @Test
    void restrictedAnswer_isForItsAskerAlone_andNobodyElseIsShownIt() {
        String ts = asks(cfo, SALARY);
        List<String> replies = scene.awaitReplies(channel, ts, 1);
        assertThat(replies.get(0))
                .contains("alone")
                .doesNotContainIgnoringCase("salary")
                .doesNotContainPattern("\\d{4}");
        SlackScene.await(
                "an answer for the asker", () -> whispers(cfo).stream().anyMatch(text -> text.contains("staff")));

        String place = slack.thread(channel, ts).get(1).path("ts").asText();
        slack.clicks(bob, channel, place, "askdesk.answer");
        SlackScene.await("a refusal", () -> whispers(bob).stream().anyMatch(text -> text.contains("You may not see")));
        assertThat(whispers(bob)).noneMatch(text -> text.contains("staff"));

        slack.says(bob, channel, ts, "And the highest one?");
        List<String> more = scene.awaitReplies(channel, ts, 2);
        assertThat(more.get(1)).doesNotContainPattern("\\d{5}");
    }

    @Test
    void restrictedAnswerInAPublicChannel_isForItsAskerAlone_thoughAllItsMembersMaySeeIt() {
        String open = slack.publicChannel("finance-open", cfo, slack.botUser());
        String closed = slack.privateChannel("finance", cfo, slack.botUser());

        String inPublic = slack.says(cfo, open, null, "<@" + slack.botUser() + "> " + SALARY);
        assertThat(scene.awaitReplies(open, inPublic, 1).get(0))
                .contains("alone")
                .doesNotContainPattern("\\d{4}");
        String inPrivate = slack.says(cfo, closed, null, "<@" + slack.botUser() + "> " + SALARY);
        assertThat(scene.awaitReplies(closed, inPrivate, 1).get(0)).contains("staff");
    }

    @Test
    void personWithoutARight_isRefused_withoutRows() {
        String ts = asks(bob, SALARY);

        assertThat(scene.awaitReplies(channel, ts, 1).get(0)).doesNotContainPattern("\\d{4}");
    }

    @Test
    void guest_isRefused_withWhatToDo() {
        String guest = slack.user(SlackUser.named("U0GUEST", "guest").asGuest());
        String room = slack.privateChannel("with-guest", ann, guest, slack.botUser());
        String ts = slack.says(guest, room, null, "<@" + slack.botUser() + "> " + HOW_MANY);

        assertThat(scene.awaitReplies(room, ts, 1).get(0)).contains("Guests").contains("Ask whoever runs Askdesk");
        String asked = slack.says(ann, room, null, "<@" + slack.botUser() + "> " + HOW_MANY);
        assertThat(scene.awaitReplies(room, asked, 1).get(0)).contains("alone");
    }

    @Test
    void evidenceAndSql_areShownToWhoeverAsks_andThumbsAreTaken() {
        String ts = asks(ann, HOW_MANY);
        scene.awaitReplies(channel, ts, 1);
        String place = slack.thread(channel, ts).get(1).path("ts").asText();

        slack.clicks(bob, channel, place, "askdesk.sql");
        SlackScene.await("the SQL", () -> whispers(bob).stream().anyMatch(text -> text.contains("SELECT")));
        slack.clicks(bob, channel, place, "askdesk.evidence");
        SlackScene.await("the evidence", () -> whispers(bob).stream()
                .anyMatch(text -> text.contains("Tables") && text.contains("funds")));
        slack.clicks(bob, channel, place, "askdesk.up");
        SlackScene.await("thanks", () -> whispers(bob).stream().anyMatch(text -> text.contains("Noted")));
    }

    @Test
    void correction_isTakenByAForm() {
        String ts = asks(ann, HOW_MANY);
        scene.awaitReplies(channel, ts, 1);
        String place = slack.thread(channel, ts).get(1).path("ts").asText();

        slack.clicks(ann, channel, place, "askdesk.wrong");
        SlackScene.await("the form", () -> !slack.openViews().isEmpty());
        String view = slack.openViews().get(0).id();
        slack.submits(ann, view, Map.of("correction", "Closed ones do not count.", "sql", ""));

        Path stored = scene.settings.feedback();
        SlackScene.await("the judgement", () -> contains(stored, "Closed ones do not count."));
    }

    @Test
    void longResult_comesWithItsRowsAsAFile() {
        String ts = asks(ann, "List all companies");
        scene.awaitReplies(channel, ts, 2);

        assertThat(slack.files()).anySatisfy(file -> {
            assertThat(file.name()).startsWith("answer-").endsWith(".csv");
            assertThat(new String(file.bytes(), StandardCharsets.UTF_8).lines().count())
                    .isGreaterThan(16);
            assertThat(file.shares())
                    .anySatisfy(share -> assertThat(share.threadTs()).isEqualTo(ts));
        });
    }

    @Test
    void callsThatFailInTheWorstMoments_leaveOneReply() {
        slack.faults()
                .next("chat.postMessage", Faults.Fault.FAILS_AFTER)
                .next("chat.update", Faults.Fault.RATE_LIMITED, Faults.Fault.FAILS_BEFORE);
        String ts = asks(ann, HOW_MANY);

        assertThat(scene.awaitReplies(channel, ts, 1))
                .singleElement()
                .asString()
                .contains("from funds");
    }

    private String asks(String user, String text) {
        return slack.says(user, channel, null, "<@" + slack.botUser() + "> " + text);
    }

    private List<String> whispers(String user) {
        return slack.ephemerals().stream()
                .filter(shown -> shown.user().equals(user))
                .map(Ephemeral::message)
                .map(SlackScene::seen)
                .toList();
    }

    private static boolean contains(Path folder, String text) {
        try (var files = java.nio.file.Files.walk(folder)) {
            return files.filter(java.nio.file.Files::isRegularFile).anyMatch(file -> {
                try {
                    return java.nio.file.Files.readString(file).contains(text);
                } catch (java.io.IOException e) {
                    return false;
                }
            });
        } catch (java.io.IOException | java.io.UncheckedIOException notYet) {
            return false;
        }
    }
}
