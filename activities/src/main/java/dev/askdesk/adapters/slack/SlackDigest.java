package dev.askdesk.adapters.slack;

import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import dev.askdesk.adapters.slack.SlackThreads.Thread;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Digests of triage in a channel of Slack. */
public final class SlackDigest implements DigestChannel, AutoCloseable {
    /** Slack's clock and Temporal's may differ by so much. */
    private static final Duration CLOCKS = Duration.ofMinutes(15);

    private static final int PAGE = 200;

    /** Two thousand messages between two tries: a channel that talks more is no place for digests. */
    private static final int MOST_PAGES = 10;

    private final SlackThreads threads;

    /**
     * @param apiUrl with a slash at its end
     * @param timeout of one call
     */
    public SlackDigest(URI apiUrl, String token, Duration timeout) {
        this.threads = new SlackThreads(apiUrl, token, timeout);
    }

    @Override
    public boolean has(Posting posting) {
        String oldest = posting.until().minus(CLOCKS).getEpochSecond() + ".000000";
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            ConversationsHistoryResponse history = page(posting.channel(), oldest, cursor);
            if (history.getMessages() != null
                    && history.getMessages().stream().anyMatch(message -> hasKey(message, posting.key()))) {
                return true;
            }
            ResponseMetadata next = history.getResponseMetadata();
            cursor = next == null ? null : next.getNextCursor();
            if (cursor == null || cursor.isEmpty()) {
                return false;
            }
        }
        return false;
    }

    private ConversationsHistoryResponse page(String channel, String oldest, @Nullable String cursor) {
        return threads.calls()
                .call(methods -> methods.conversationsHistory(history ->
                        history.channel(channel).oldest(oldest).limit(PAGE).cursor(cursor)));
    }

    private static boolean hasKey(Message message, String key) {
        return message.getBlocks() != null
                && message.getBlocks().stream().anyMatch(block -> key.equals(block.getBlockId()));
    }

    @Override
    public void post(Posting posting) {
        DigestBlocks digest = new DigestBlocks(posting);
        threads.post(new Thread(posting.channel(), ""), new SlackMessage(digest.text(), digest.blocks()), "", false);
    }

    @Override
    public void close() {
        threads.close();
    }
}
