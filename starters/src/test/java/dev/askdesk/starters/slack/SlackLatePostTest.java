package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.starters.slackdouble.SlackDouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A post that Slack does although its call was given up: it is waited for, a minute long, and taken away. */
@Timeout(180)
@Tag("long")
class SlackLatePostTest {

    @Test
    void postThatSlackDoesAfterItsCallWasGivenUp_leavesNoProgressBehind(@TempDir Path home) throws Exception {
        try (SlackScene scene = new SlackScene(home, Map.of("slack.timeout", "3s"))) {
            SlackDouble slack = scene.slack;
            String ann = slack.user("ann");
            String channel = slack.publicChannel("fund-data", ann, slack.botUser());
            String question = "<@" + slack.botUser() + "> How many funds are there?";
            scene.awaitReplies(channel, slack.says(ann, channel, null, question), 1);

            slack.faults().delay("chat.postMessage", Duration.ofSeconds(12));
            String ts = slack.says(ann, channel, null, question);
            Thread.sleep(2_000);
            slack.faults().none();
            Thread.sleep(30_000);
            SlackScene.await("one message", () -> scene.replies(channel, ts).size() == 1);

            List<String> left = scene.replies(channel, ts);
            assertThat(left).noneMatch(SlackScene::isProgress);
        }
    }
}
