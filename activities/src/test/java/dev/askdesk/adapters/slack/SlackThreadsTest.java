package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.slack.SlackDouble.Answer;
import dev.askdesk.adapters.slack.SlackThreads.Thread;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackThreadsTest {
    private static final String ROOT = "1700000000.000100";
    private static final String OLD = "1700000001.000100";
    private static final String NEW = "1700000009.000100";
    private static final Thread THREAD = new Thread("C1", ROOT);
    private static final Answer CLOSED = refused("edit_window_closed");

    private final SlackDouble slack = new SlackDouble();
    private final SlackThreads threads = new SlackThreads(slack.apiUrl(), "xoxb-1", Duration.ofSeconds(5));

    @AfterEach
    void close() {
        threads.close();
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edit_window_closed", "cant_update_message"})
    void messageThatCannotBeChanged_isTakenAway_onceItsSuccessorIsPosted(String error) {
        slack.answer("chat.update", refused(error));
        slack.answer("conversations.replies", thread(OLD));
        slack.answer("chat.postMessage", Answer.json("{\"ok\":true,\"ts\":\"" + NEW + "\"}"));

        assertThat(threads.put(THREAD, OLD, reply(), ROOT)).isEqualTo(NEW);
        assertThat(slack.asked("chat.postMessage")).hasSize(1);
        assertThat(deleted()).containsExactly(OLD);
    }

    @Test
    void retryAfterTheSuccessorWasPosted_changesThat_andTakesTheOldOneAway() {
        slack.answer("chat.update", CLOSED);
        slack.answer("chat.update", Answer.json("{\"ok\":true,\"ts\":\"" + NEW + "\"}"));
        slack.answer("conversations.replies", thread(OLD, NEW));

        assertThat(threads.put(THREAD, OLD, reply(), ROOT)).isEqualTo(NEW);
        assertThat(slack.asked("chat.postMessage")).isEmpty();
        assertThat(deleted()).containsExactly(OLD);
    }

    @Test
    void messageThatSlackKeeps_isLeft() {
        slack.answer("chat.update", CLOSED);
        slack.answer("conversations.replies", thread(OLD));
        slack.answer("chat.postMessage", Answer.json("{\"ok\":true,\"ts\":\"" + NEW + "\"}"));
        slack.answer("chat.delete", refused("cant_delete_message"));

        assertThat(threads.put(THREAD, OLD, reply(), ROOT)).isEqualTo(NEW);
    }

    @Test
    void messageThatIsNotKnown_isFoundAndChanged() {
        slack.answer("conversations.replies", thread(OLD));

        assertThat(threads.put(THREAD, null, reply(), ROOT)).isEqualTo(OLD);
        assertThat(slack.asked("chat.postMessage")).isEmpty();
        assertThat(deleted()).isEmpty();
    }

    private List<String> deleted() {
        return slack.asked("chat.delete").stream()
                .map(asked -> asked.form().get("ts"))
                .toList();
    }

    private static Answer refused(String error) {
        return Answer.json("{\"ok\":false,\"error\":\"" + error + "\"}");
    }

    private static SlackMessage reply() {
        return new SlackMessage(
                "It is 42.", List.of(BlockParts.rich("askdesk.x", BlockParts.section(BlockParts.words("It is 42.")))));
    }

    /** One whose messages are all our message. */
    private static Answer thread(String... messages) {
        String list = java.util.Arrays.stream(messages)
                .map(ts -> "{\"type\":\"message\",\"ts\":\"" + ts + "\",\"blocks\":[{\"type\":\"rich_text\","
                        + "\"block_id\":\"askdesk.x\",\"elements\":[]}]}")
                .collect(java.util.stream.Collectors.joining(","));
        return Answer.json("{\"ok\":true,\"messages\":[" + list + "]}");
    }
}
