package dev.askdesk.adapters.slack;

import com.slack.api.methods.response.chat.ChatPostEphemeralResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsRepliesResponse;
import com.slack.api.model.Message;
import com.slack.api.model.block.LayoutBlock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages of ours in Slack's threads. Each is known by the {@code block_id} of its first block, which Slack gives back
 * with the message: a message whose post was cut off is found by it, and not posted twice.
 */
public final class SlackThreads implements AutoCloseable {
    private static final int PAGE = 200;
    private static final Pattern TS = Pattern.compile("\\d{6,}\\.\\d+");
    private static final Set<String> VANISHED =
            Set.of("message_not_found", "cant_update_message", "edit_window_closed");
    private static final Set<String> UNFIT =
            Set.of("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long");
    private static final Set<String> VANISHED_OR_UNFIT =
            Stream.concat(VANISHED.stream(), UNFIT.stream()).collect(Collectors.toUnmodifiableSet());
    /** What an app cannot do anything about. */
    private static final Set<String> STAYS =
            Set.of("message_not_found", "cant_delete_message", "compliance_exports_prevent_deletion");

    private final SlackCalls slack;

    /**
     * A thread.
     *
     * @param thread the {@code ts} of its first message; empty where it is the channel itself
     */
    public record Thread(String channel, String thread) {

        /** As calls name it; {@code null} where it is the channel itself. */
        @Nullable
        String ts() {
            return thread.isEmpty() ? null : thread;
        }

        /** The one that a conversation is held in. */
        public static Thread of(String conversationId) {
            String[] parts = conversationId.split("/", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException("no thread: " + conversationId);
            }
            return new Thread(parts[1], parts[2]);
        }
    }

    /** @param apiUrl with a slash at its end */
    public SlackThreads(URI apiUrl, String botToken, Duration timeout) {
        this.slack = new SlackCalls(apiUrl, botToken, timeout);
    }

    /**
     * Posts a message, unless one with its first block's id is there.
     *
     * @param after a time before which it cannot have been posted, as a {@code ts} or with one in it
     * @param look whether it may be there
     * @return its {@code ts}
     */
    public String post(Thread thread, SlackMessage message, String after, boolean look) {
        if (look) {
            Optional<String> there = find(thread, id(message), after);
            if (there.isPresent()) {
                return there.get();
            }
        }
        ChatPostMessageResponse posted = posted(thread, message);
        return posted.isOk() ? posted.getTs() : required(posted(thread, message.plain()));
    }

    private ChatPostMessageResponse posted(Thread thread, SlackMessage message) {
        return slack.call(
                methods -> methods.chatPostMessage(request -> request.channel(thread.channel())
                        .threadTs(thread.ts())
                        .text(message.text())
                        .blocks(message.blocks())
                        .unfurlLinks(false)
                        .unfurlMedia(false)),
                UNFIT);
    }

    private static String required(ChatPostMessageResponse posted) {
        if (!posted.isOk()) {
            throw new IllegalStateException("Slack takes not even the plain text: " + posted.getError());
        }
        return posted.getTs();
    }

    /** @return false where there is no such message any more, or Slack lets nobody change it */
    public boolean update(Thread thread, String ts, SlackMessage message) {
        ChatUpdateResponse updated = updated(thread, ts, message);
        if (!updated.isOk() && UNFIT.contains(updated.getError())) {
            updated = updated(thread, ts, message.plain());
        }
        return updated.isOk();
    }

    private ChatUpdateResponse updated(Thread thread, String ts, SlackMessage message) {
        return slack.call(
                methods -> methods.chatUpdate(request -> request.channel(thread.channel())
                        .ts(ts)
                        .text(message.text())
                        .blocks(message.blocks())),
                VANISHED_OR_UNFIT);
    }

    /**
     * Turns a message into another one; one that is not there, or not known, is looked for, and posted if need be. Those of
     * the same id that Slack lets nobody change any more are taken away: they would contradict it.
     */
    public String put(Thread thread, @Nullable String ts, SlackMessage message, String after) {
        if (ts != null && update(thread, ts, message)) {
            return ts;
        }
        List<String> there = findAll(thread, id(message), after);
        String shown = there.stream()
                .filter(known -> !known.equals(ts) && update(thread, known, message))
                .findFirst()
                .orElseGet(() -> post(thread, message, after, false));
        there.stream().filter(other -> !other.equals(shown)).forEach(other -> remove(thread, other));
        return shown;
    }

    /** Takes a message away; one that is not there, or that Slack keeps, is left so. */
    public void remove(Thread thread, String ts) {
        slack.call(
                methods -> methods.chatDelete(
                        request -> request.channel(thread.channel()).ts(ts)),
                STAYS);
    }

    /** Shows somebody a message that nobody else sees, and that is gone when they leave. */
    public void whisper(Thread thread, String userId, SlackMessage message) {
        if (!whispered(thread, userId, message).isOk()) {
            whispered(thread, userId, message.plain());
        }
    }

    private ChatPostEphemeralResponse whispered(Thread thread, String userId, SlackMessage message) {
        return slack.call(
                methods -> methods.chatPostEphemeral(request -> request.channel(thread.channel())
                        .threadTs(thread.ts())
                        .user(userId)
                        .text(message.text())
                        .blocks(message.blocks())),
                UNFIT);
    }

    /** The direct message of the app with somebody, as a place without a thread. */
    public String directChannel(String userId) {
        return slack.call(methods -> methods.conversationsOpen(request -> request.users(List.of(userId))))
                .getChannel()
                .getId();
    }

    /** The {@code ts} of the newest message whose first block has the id. */
    public Optional<String> find(Thread thread, String blockId, String after) {
        return findAll(thread, blockId, after).stream().findFirst();
    }

    /** All such messages, the newest first: where one cannot be changed, another one was posted after it. */
    List<String> findAll(Thread thread, String blockId, String after) {
        return messages(thread, after, message -> isOurs(message, blockId)).stream()
                .map(Message::getTs)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Whether a file of the name is in the thread, or in the channel where there is no thread. */
    boolean hasFile(Thread thread, String name, String after) {
        return !messages(
                        thread,
                        after,
                        message -> message.getFiles() != null
                                && message.getFiles().stream().anyMatch(file -> name.equals(file.getName())))
                .isEmpty();
    }

    private List<Message> messages(Thread thread, String after, Predicate<Message> wanted) {
        List<Message> found = new ArrayList<>();
        String oldest = ts(after);
        String cursor = "";
        do {
            Page page = thread.thread().isEmpty() ? history(thread, oldest, cursor) : replies(thread, oldest, cursor);
            page.messages().stream().filter(wanted).forEach(found::add);
            cursor = page.next();
        } while (!cursor.isEmpty());
        return found;
    }

    private record Page(List<Message> messages, String next) {}

    private Page replies(Thread thread, String oldest, String cursor) {
        ConversationsRepliesResponse page = slack.call(
                methods -> methods.conversationsReplies(request -> request.channel(thread.channel())
                        .ts(thread.thread())
                        .oldest(oldest)
                        .inclusive(true)
                        .limit(PAGE)
                        .cursor(cursor)),
                Set.of("thread_not_found"));
        return page(page.getMessages(), page.getResponseMetadata());
    }

    private Page history(Thread thread, String oldest, String cursor) {
        ConversationsHistoryResponse page =
                slack.call(methods -> methods.conversationsHistory(request -> request.channel(thread.channel())
                        .oldest(oldest)
                        .inclusive(true)
                        .limit(PAGE)
                        .cursor(cursor)));
        return page(page.getMessages(), page.getResponseMetadata());
    }

    private static Page page(
            @Nullable List<Message> messages, com.slack.api.model.@Nullable ResponseMetadata metadata) {
        String next = metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
        return new Page(messages == null ? List.of() : messages, next);
    }

    private static boolean isOurs(Message message, String blockId) {
        return message.getBlocks() != null
                && !message.getBlocks().isEmpty()
                && blockId.equals(message.getBlocks().get(0).getBlockId());
    }

    private static String id(SlackMessage message) {
        LayoutBlock first = message.blocks().get(0);
        return String.valueOf(first.getBlockId());
    }

    private static String ts(String text) {
        Matcher found = TS.matcher(text);
        return found.find() ? found.group() : "0";
    }

    SlackCalls calls() {
        return slack;
    }

    @Override
    public void close() {
        slack.close();
    }
}
