package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.workflows.ask.Conversation;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A click on a button of ours.
 *
 * @param userId who clicked, as Slack says
 * @param messageTs the message with the button
 * @param triggerId lets a form be opened, for three seconds
 * @param responseUrl where whoever clicked is told something
 */
record Click(
        Button.Action action,
        Button button,
        String userId,
        String channel,
        String messageTs,
        Instant at,
        String triggerId,
        String responseUrl) {

    /** @param payload {@code block_actions}; empty where it is no click of ours */
    static Optional<Click> of(JsonNode payload) {
        JsonNode action = payload.path("actions").path(0);
        JsonNode container = payload.path("container");
        String channel = payload.path("channel")
                .path("id")
                .asText(container.path("channel_id").asText());
        String messageTs = container.path("message_ts").asText();
        String userId = payload.path("user").path("id").asText();
        String at = action.path("action_ts").asText();
        if (!SlackMessage.isChannel(channel) || !SlackTime.isTs(messageTs) || userId.isBlank()) {
            return Optional.empty();
        }
        return Button.Action.of(action.path("action_id").asText())
                .flatMap(known -> Button.of(action.path("value").asText())
                        .filter(button -> isWhole(known, button))
                        .map(button -> new Click(
                                known,
                                button,
                                userId,
                                channel,
                                messageTs,
                                SlackTime.of(SlackTime.isTs(at) ? at : messageTs),
                                payload.path("trigger_id").asText(),
                                payload.path("response_url").asText())));
    }

    /** JSON of somebody else's making may lack what ours has. Nobody asked for a note. */
    private static boolean isWhole(Button.Action action, Button button) {
        Stream<String> needed = isAboutNote(action)
                ? Stream.of(button.messageId())
                : Stream.of(button.conversationId(), button.messageId(), button.userId());
        return needed.noneMatch(part -> part == null || part.isBlank());
    }

    /**
     * Whether the button is about a conversation of the channel that it was clicked in. What a button carries is Slack's
     * word only as far as the message is of this app: it must not reach into another channel.
     */
    boolean isOfItsChannel() {
        String prefix = Conversation.ID_PREFIX + channel + "/";
        return button.conversationId().startsWith(prefix)
                && SlackTime.isTs(button.conversationId().substring(prefix.length()));
    }

    boolean isByAsker() {
        return userId.equals(button.userId());
    }

    /** Of a note of Desk's, which no conversation stands behind. */
    boolean isAboutNote() {
        return isAboutNote(action);
    }

    private static boolean isAboutNote(Button.Action action) {
        return action == Button.Action.NOTE_UP || action == Button.Action.NOTE_DOWN;
    }
}
