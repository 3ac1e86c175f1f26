package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.workflows.ask.AskWorkflowImpl;
import java.util.regex.Pattern;

/**
 * A message as events carry it.
 *
 * @param threadTs its thread's first message, which may be itself
 * @param isByPerson whether a person wrote it, and no app, this one among them
 * @param isReply whether it was written into a thread
 */
record SlackMessage(
        String channel,
        String ts,
        String threadTs,
        String userId,
        MessageText text,
        boolean isByPerson,
        boolean isReply) {
    /** Characters that a question may have; what is longer, the workflow drops. */
    static final int LONGEST = AskWorkflowImpl.MAX_TEXT;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final String SLACKBOT = "USLACKBOT";

    static SlackMessage of(JsonNode message, String channel, Self self) {
        String ts = message.path("ts").asText();
        String threadTs = message.path("thread_ts").asText(ts);
        String userId = message.path("user").asText();
        return new SlackMessage(
                channel,
                ts,
                threadTs,
                userId,
                new MessageText(message.path("text").asText(), self.userId()),
                isByPerson(message, userId, self),
                !threadTs.equals(ts));
    }

    private static boolean isByPerson(JsonNode message, String userId, Self self) {
        return ID.matcher(userId).matches()
                && !userId.equals(SLACKBOT)
                && !userId.equals(self.userId())
                && !message.hasNonNull("bot_id")
                && !message.hasNonNull("bot_profile")
                && !message.hasNonNull("app_id");
    }

    /** It becomes part of a workflow's id: nothing but what Slack's ids are made of. */
    static boolean isChannel(String channel) {
        return ID.matcher(channel).matches();
    }

    boolean isWellFormed() {
        return isChannel(channel) && SlackTime.isTs(ts) && SlackTime.isTs(threadTs);
    }

    /** Whether it was written to the app alone, in its direct messages or the assistant's pane. */
    boolean isDirect(JsonNode event) {
        return event.path("channel_type")
                .asText(channel.startsWith("D") ? "im" : "")
                .equals("im");
    }

    Heard.Thread thread() {
        return new Heard.Thread(channel, threadTs);
    }
}
