package dev.askdesk.adapters.slack;

import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.assistant.SuggestedPrompt;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the listener itself asks of Slack: who the app is, forms, and short notices to one person. */
public final class SlackFront implements AutoCloseable {
    private final SlackCalls slack;

    /**
     * The app as its workspace knows it.
     *
     * @param userId of its bot user
     * @param botId what messages of it carry
     */
    public record Self(String teamId, String userId, String botId, String team) {}

    /**
     * A thread's first message.
     *
     * @param userId its author; {@code null} for a program's
     */
    public record Root(@Nullable String userId, String text) {}

    /** @param apiUrl with a slash at its end */
    public SlackFront(URI apiUrl, String botToken, Duration timeout) {
        this.slack = new SlackCalls(apiUrl, botToken, timeout);
    }

    public Self self() {
        AuthTestResponse self = slack.call(methods -> methods.authTest(request -> request));
        return new Self(self.getTeamId(), self.getUserId(), String.valueOf(self.getBotId()), self.getTeam());
    }

    /** Empty where the app cannot see the thread. */
    public Optional<Root> root(String channel, String thread) {
        ConversationsRepliesResponse found = slack.call(
                methods -> methods.conversationsReplies(
                        request -> request.channel(channel).ts(thread).limit(1)),
                Set.of("thread_not_found", "channel_not_found", "not_in_channel"));
        List<Message> messages = found.getMessages();
        return messages == null || messages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Root(
                        messages.get(0).getUser(),
                        messages.get(0).getText() == null ? "" : messages.get(0).getText()));
    }

    /** @param thread {@code null} outside threads */
    public void whisper(String channel, @Nullable String thread, String userId, String text) {
        SlackMessage message = ReplyBlocks.notice(text);
        slack.call(methods -> methods.chatPostEphemeral(request -> request.channel(channel)
                .threadTs(thread)
                .user(userId)
                .text(message.text())
                .blocks(message.blocks())));
    }

    /** @param view as JSON: https://docs.slack.dev/surfaces/modals */
    public void openForm(String triggerId, String view) {
        slack.call(methods ->
                methods.viewsOpen(request -> request.triggerId(triggerId).viewAsString(view)));
    }

    /** Questions to begin with, in the assistant's pane. */
    public void suggest(String channel, String thread, List<String> questions) {
        List<SuggestedPrompt> prompts = questions.stream()
                .map(question -> SuggestedPrompt.create(question))
                .toList();
        slack.call(methods -> methods.assistantThreadsSetSuggestedPrompts(
                request -> request.channelId(channel).threadTs(thread).prompts(prompts)));
    }

    @Override
    public void close() {
        slack.close();
    }
}
