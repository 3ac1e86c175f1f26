package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.slack.SlackDouble.Answer;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackCallsTest {
    private static final String TOKEN = "xoxb-123-secret";
    private static final String POST = "chat.postMessage";

    private final SlackDouble slack = new SlackDouble();
    private final SlackCalls calls = new SlackCalls(slack.apiUrl(), TOKEN, Duration.ofSeconds(5));

    @AfterEach
    void close() {
        calls.close();
        slack.close();
    }

    @Test
    void callThatSlackTakes_givesItsAnswerAndAsksNothingElse() {
        slack.answer(POST, Answer.json("{\"ok\":true,\"ts\":\"1.2\"}"));

        assertThat(post(calls).getTs()).isEqualTo("1.2");
        assertThat(slack.asked()).hasSize(1);
        assertThat(slack.asked().get(0).authorization()).isEqualTo("Bearer " + TOKEN);
        assertThat(slack.asked().get(0).form()).containsEntry("channel", "C1").doesNotContainKey("token");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, CHANNEL_CREDENTIALS",
        "token_revoked, CHANNEL_CREDENTIALS",
        "missing_scope, CHANNEL_CREDENTIALS",
        "channel_not_found, CHANNEL_REQUEST",
        "is_archived, CHANNEL_REQUEST",
        "not_in_channel, CHANNEL_REQUEST",
        "something_new, CHANNEL_REQUEST",
        "ratelimited, CHANNEL_RATE_LIMITED",
        "internal_error, CHANNEL_UNAVAILABLE",
        "team_added_to_org, CHANNEL_UNAVAILABLE",
    })
    void refusal_isTypedAndNamed(String error, FailureType type) {
        slack.answer(POST, Answer.json("{\"ok\":false,\"error\":\"" + error + "\"}"));

        OutsideException failure = failure(calls);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure).hasMessageContaining(error);
        assertThat(slack.asked()).hasSize(1);
    }

    @Test
    void missingScope_isNamed() {
        slack.answer(POST, Answer.json("{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\"}"));

        assertThat(failure(calls)).hasMessageContaining("missing_scope (scope chat:write)");
    }

    @Test
    void refusalThatIsFine_isGivenBack() {
        slack.answer(POST, Answer.json("{\"ok\":false,\"error\":\"already_reacted\"}"));

        ChatPostMessageResponse answer = calls.call(
                methods ->
                        methods.chatPostMessage(message -> message.channel("C1").text("x")),
                Set.of("already_reacted"));
        assertThat(answer.getError()).isEqualTo("already_reacted");
    }

    @Test
    void limitedRate_keepsRetryAfterAndIsNotTriedAgainHere() {
        slack.answer(POST, new Answer(429, Map.of("Retry-After", "7"), "{\"ok\":false,\"error\":\"ratelimited\"}", 0));

        OutsideException failure = failure(calls);
        assertThat(failure.type()).isEqualTo(FailureType.CHANNEL_RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(slack.asked()).hasSize(1);
    }

    @Test
    void limitedRateWithinAnAnswer_keepsRetryAfterToo() {
        slack.answer(POST, new Answer(200, Map.of("Retry-After", "3"), "{\"ok\":false,\"error\":\"ratelimited\"}", 0));

        assertThat(failure(calls).retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "500, CHANNEL_UNAVAILABLE",
        "503, CHANNEL_UNAVAILABLE",
        "408, CHANNEL_UNAVAILABLE",
        "401, CHANNEL_CREDENTIALS",
        "403, CHANNEL_CREDENTIALS",
        "404, CHANNEL_REQUEST",
        "302, CHANNEL_REQUEST"
    })
    void statusWithoutJson_isTyped(int status, FailureType type) {
        slack.answer(POST, new Answer(status, Map.of("Location", "/elsewhere"), "<html>no</html>", 0));

        OutsideException failure = failure(calls);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure).hasMessageContaining("HTTP " + status);
        assertThat(slack.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"<html>Sign in</html>", "''", "null", "[1]", "'{\"ok\":tr'", "{}"})
    void somethingElseThanSlack_isUnavailable(String body) {
        slack.answer(POST, new Answer(200, Map.of("Content-Type", "text/html"), body, 0));

        assertThat(failure(calls).type()).isEqualTo(FailureType.CHANNEL_UNAVAILABLE);
    }

    @Test
    void slowAnswer_isUnavailableSoon() {
        slack.answer(POST, new Answer(200, Map.of(), "{\"ok\":true}", 3_000));
        try (SlackCalls hasty = new SlackCalls(slack.apiUrl(), TOKEN, Duration.ofMillis(200))) {
            long began = System.nanoTime();
            OutsideException failure = failure(hasty);
            assertThat(failure.type()).isEqualTo(FailureType.CHANNEL_UNAVAILABLE);
            assertThat(failure.mayHaveWorked()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void nobodyThere_isUnavailable() {
        try (SlackCalls lost = new SlackCalls(URI.create("http://localhost:1/api/"), TOKEN, Duration.ofSeconds(2))) {
            assertThat(failure(lost).type()).isEqualTo(FailureType.CHANNEL_UNAVAILABLE);
        }
    }

    @Test
    void tokensInWhatSlackSays_areTakenOut() {
        slack.answer(POST, Answer.json("{\"ok\":false,\"error\":\"no " + TOKEN + " nor xapp-1-A2 nor Bearer abc\"}"));

        assertThat(failure(calls))
                .hasMessage("Slack refuses: no [token] nor [token] nor [token].")
                .hasNoCause();
    }

    private static ChatPostMessageResponse post(SlackCalls calls) {
        return calls.call(methods ->
                methods.chatPostMessage(message -> message.channel("C1").text("Hello")));
    }

    private static OutsideException failure(SlackCalls calls) {
        return catchThrowableOfType(OutsideException.class, () -> post(calls));
    }
}
