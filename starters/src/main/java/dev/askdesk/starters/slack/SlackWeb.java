package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.slack.api.Slack;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.assistant.SuggestedPrompt;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.workers.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Slack's Web API. What people are told goes its own way, so that no delivery waits for it. */
final class SlackWeb implements SlackSide, AutoCloseable {
    /** A look at a thread's first message is taken while Slack waits for an acknowledgement. */
    private static final Duration LOOK = Duration.ofMillis(1_500);

    /** What Slack says of threads that the app has no part in; all else may be different the next time. */
    private static final Set<String> NO_PART = Set.of(
            "thread_not_found",
            "channel_not_found",
            "not_in_channel",
            "missing_scope",
            "message_not_found",
            "is_archived",
            "no_permission");

    private final URI apiUrl;
    private final Slack patient;
    private final MethodsClient web;
    private final MethodsClient quick;
    private final List<String> prompts;
    private final ThreadPoolExecutor aside = new ThreadPoolExecutor(
            4, 4, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(200), SlackWeb::named, (task, pool) -> {
                // More than Slack would take: who was to be told is not told.
            });

    /** @param prompts suggestions for the assistant's pane */
    SlackWeb(URI apiUrl, Secret botToken, Duration timeout, List<String> prompts) {
        this.apiUrl = apiUrl;
        this.patient = SlackClients.of(apiUrl, timeout);
        this.web = patient.methods(botToken.value());
        this.quick = SlackClients.of(apiUrl, LOOK).methods(botToken.value());
        this.prompts = List.copyOf(prompts);
    }

    private static Thread named(Runnable task) {
        Thread thread = new Thread(task, "askdesk-slack-aside");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Optional<Root> root(Heard.Thread thread) throws IOException {
        ConversationsRepliesResponse found;
        try {
            found = quick.conversationsReplies(
                    look -> look.channel(thread.channel()).ts(thread.ts()).limit(1));
        } catch (SlackApiException e) {
            throw new IOException("Slack does not say", e);
        }
        if (!found.isOk() && !NO_PART.contains(String.valueOf(found.getError()))) {
            throw new IOException("Slack does not say: " + found.getError());
        }
        List<Message> messages = found.getMessages();
        return messages == null || messages.isEmpty() ? Optional.empty() : Optional.of(root(messages.get(0)));
    }

    private static Root root(Message first) {
        return new Root(String.valueOf(first.getText()), first.getUser(), first.getBotId());
    }

    @Override
    public void post(Heard.Thread thread, String text) {
        later(() -> web.chatPostMessage(
                post -> post.channel(thread.channel()).threadTs(thread.ts()).text(text)));
    }

    @Override
    public void whisper(Heard.Thread thread, String userId, String text) {
        later(() -> web.chatPostEphemeral(post -> post.channel(thread.channel())
                .threadTs(thread.ts())
                .user(userId)
                .text(text)));
    }

    /** Slack signs the address, and it still has to be Slack's: a request to anywhere else is never made. */
    @Override
    public void respond(String responseUrl, String text) {
        if (isSlacks(responseUrl)) {
            // The app's own message stays as it is.
            String body = JsonNodeFactory.instance
                    .objectNode()
                    .put("response_type", "ephemeral")
                    .put("replace_original", false)
                    .put("text", text)
                    .toString();
            later(() -> patient.send(responseUrl, body));
        }
    }

    private boolean isSlacks(String url) {
        URI target;
        try {
            target = URI.create(url);
        } catch (IllegalArgumentException e) {
            return false;
        }
        boolean hooks = "https".equals(target.getScheme()) && "hooks.slack.com".equals(target.getHost());
        boolean likeTheApi = String.valueOf(apiUrl.getHost()).equals(target.getHost())
                && apiUrl.getPort() == target.getPort()
                && String.valueOf(apiUrl.getScheme()).equals(target.getScheme());
        return hooks || likeTheApi;
    }

    @Override
    public void openCorrection(String triggerId, Button about) {
        later(() -> web.viewsOpen(open -> open.triggerId(triggerId).viewAsString(CorrectionForm.view(about))));
    }

    @Override
    public void greet(Heard.Thread pane) {
        List<SuggestedPrompt> suggestions =
                prompts.stream().limit(4).map(SuggestedPrompt::create).toList();
        later(() -> web.assistantThreadsSetTitle(
                title -> title.channelId(pane.channel()).threadTs(pane.ts()).title("A question about the data")));
        if (!suggestions.isEmpty()) {
            later(() -> web.assistantThreadsSetSuggestedPrompts(
                    set -> set.channelId(pane.channel()).threadTs(pane.ts()).prompts(suggestions)));
        }
    }

    /** A call whose failure nobody waits to hear of. */
    @FunctionalInterface
    private interface Call {
        Object make() throws IOException, SlackApiException;
    }

    private void later(Call call) {
        aside.execute(() -> {
            try {
                call.make();
            } catch (IOException | SlackApiException | RuntimeException e) {
                // Best effort, and nothing to log that would not quote a person.
            }
        });
    }

    @Override
    public void close() {
        aside.shutdown();
        try {
            aside.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        aside.shutdownNow();
    }
}
