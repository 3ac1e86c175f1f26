package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.starters.slackdouble.Delivery;
import dev.askdesk.starters.slackdouble.Faults;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.starters.slackdouble.SlackUser;
import dev.askdesk.workflows.ask.AskCommandWorkflow;
import dev.askdesk.workflows.ask.AskCommandWorkflow.Command;
import dev.askdesk.workflows.ask.Conversation.Chat;
import io.temporal.client.WorkflowOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code /ask}, wherever it is given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackCommandFlowTest {
    private static final String HOW_MANY = "How many funds are there?";

    private SlackScene scene;
    private SlackDouble slack;
    private String ann;
    private String guest;
    private String channel;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        scene = new SlackScene(home, Map.of());
        slack = scene.slack;
        ann = slack.user("ann");
        guest = slack.user(SlackUser.named("U0GUEST", "guest").asGuest());
        channel = slack.publicChannel("fund-data", ann, slack.botUser());
    }

    @AfterAll
    void stop() throws Exception {
        scene.close();
    }

    @Test
    void command_postsTheQuestion_andItsAnswerInAThread() {
        slack.command(ann, channel, "/ask", "How many limited partners are there?");

        SlackScene.await("a thread", () -> slack.channel(channel).stream()
                .anyMatch(message -> SlackScene.seen(message).contains("How many limited partners")
                        && message.path("reply_count").asInt() > 0));
        String root = slack.channel(channel).stream()
                .filter(message -> SlackScene.seen(message).contains("How many limited partners"))
                .findFirst()
                .orElseThrow()
                .path("ts")
                .asText();
        assertThat(scene.awaitReplies(channel, root, 2).get(1)).contains("limited_partners");
    }

    @Test
    void helpCommand_isAnsweredAtOnce() {
        Delivery command = slack.command(ann, channel, "/ask", "help");

        SlackScene.await("an answer", () -> !command.answers().isEmpty());
        assertThat(command.answers().get(0).body()).contains("mention me");
    }

    @Test
    void commandWhereTheAppIsNoMember_opensTheThreadInThePersonsDirectMessages() {
        String secret = slack.privateChannel("others", ann);
        String open = slack.publicChannel("random", ann);
        String direct = slack.directMessage(ann);
        int answered = 0;
        for (String room : List.of(secret, open)) {
            slack.command(ann, room, "/ask", HOW_MANY);
            answered++;
            int count = answered;
            SlackScene.await(
                    "an answer for " + room,
                    () -> written(direct)
                                    .filter(seen -> seen.contains("from funds"))
                                    .count()
                            == count);
            assertThat(slack.channel(room)).isEmpty();
        }
    }

    @Test
    void commandOfAListenerWhoseClockIsAhead_isPostedOnce_thoughTheFirstCallsAnswerWasLost() {
        String room = slack.publicChannel("clocks", ann, slack.botUser());
        Command command = new Command(
                room,
                ann,
                HOW_MANY,
                "1.2.cmd",
                Instant.now().plus(Duration.ofMinutes(5)),
                scene.settings.limits(),
                new Chat(
                        scene.settings.slack().taskQueue(),
                        scene.settings.slack().reminder()));
        slack.faults().next("chat.postMessage", Faults.Fault.FAILS_AFTER);
        AskCommandWorkflow workflow = scene.client.newWorkflowStub(
                AskCommandWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(command.workflowId())
                        .setTaskQueue(scene.settings.taskQueue())
                        .build());
        String conversation = String.valueOf(workflow.open(command).conversationId());

        assertThat(scene.awaitReplies(room, conversation.replaceFirst(".*/", ""), 2))
                .hasSize(2);
        assertThat(written(room).filter(seen -> seen.contains(HOW_MANY))).hasSize(1);
    }

    @Test
    void guestsCommand_postsNothing_andTellsThemAloneWhy() {
        String room = slack.publicChannel("with-guest", ann, guest, slack.botUser());
        slack.command(guest, room, "/ask", HOW_MANY);

        SlackScene.await("a refusal", () -> slack.ephemerals().stream()
                .anyMatch(shown -> shown.user().equals(guest)
                        && SlackScene.seen(shown.message()).contains("Guests")));
        assertThat(slack.channel(room)).isEmpty();
    }

    @Test
    void guestsCommandWhereTheAppIsNoMember_isRefusedInTheirDirectMessages() {
        String room = slack.privateChannel("others-with-guest", ann, guest);
        slack.command(guest, room, "/ask", HOW_MANY);

        String direct = slack.directMessage(guest);
        SlackScene.await("a refusal", () -> written(direct).anyMatch(seen -> seen.contains("Guests")));
        assertThat(written(direct)).hasSize(1);
        assertThat(slack.channel(room)).isEmpty();
    }

    private Stream<String> written(String room) {
        return slack.channel(room).stream().map(SlackScene::seen);
    }
}
