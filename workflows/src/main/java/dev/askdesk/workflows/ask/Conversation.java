package dev.askdesk.workflows.ask;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation starts with.
 *
 * @param conversationId the workflow's id: {@code ask/<channel>/<thread>}
 * @param carried what the run before remembered; {@code null} on the first run
 * @param chat {@code null} where callers wait for replies or read them later, as at the command line
 */
public record Conversation(
        String conversationId,
        Limits limits,
        @Nullable Memory carried,
        @Nullable Chat chat) {

    /** Prefix of every conversation's workflow id. */
    public static final String ID_PREFIX = "ask/";

    /** Task queue of conversations and their activities. */
    public static final String TASK_QUEUE = "ask";

    public static Conversation start(String conversationId, Limits limits) {
        return new Conversation(conversationId, limits, null, null);
    }

    /** The workflow id of a thread of a chat program. */
    public static String threadId(String channel, String thread) {
        return ID_PREFIX + channel + "/" + thread;
    }

    /** One that is held in a thread of a chat program. */
    public static Conversation inThread(String channel, String thread, Limits limits, Chat chat) {
        return new Conversation(threadId(channel, thread), limits, null, chat);
    }

    /** The same that begins with a message. */
    static Conversation openedInThread(String conversationId, Limits limits, Chat chat, UserMessage message) {
        return new Conversation(conversationId, limits, Memory.of(new Incoming(message, true)), chat);
    }

    /** The message that one of those begins with. */
    UserMessage first() {
        return carried == null ? missing() : carried.waiting().get(0).message();
    }

    private static UserMessage missing() {
        throw new IllegalStateException("a conversation that begins with a message has it");
    }

    /**
     * How a conversation is held in a chat program: each person's rights are looked up, they see how far a question is,
     * and a reply is shown only to whoever may see what it rests on.
     *
     * @param taskQueue of the activities that call the chat program, whose rate is limited there
     * @param reminder how long a clarifying question waits until its asker is reminded of it
     */
    public record Chat(String taskQueue, Duration reminder) {}

    boolean isChat() {
        return chat != null;
    }

    /** After how long the asker of a question is reminded of what they were asked; {@code null} where nobody is. */
    @Nullable
    Duration reminder() {
        return chat == null ? null : chat.reminder();
    }

    /** The same with what this run remembers. */
    Conversation next(Memory memory) {
        return new Conversation(conversationId, limits, memory, chat);
    }

    /** One that begins with a message whose reply is in the transcript alone, for a caller that waits for its end. */
    public static Conversation opened(String conversationId, Limits limits, UserMessage message) {
        return new Conversation(conversationId, limits, Memory.of(new Incoming(message, false)), null);
    }

    /**
     * What one run hands to the next.
     *
     * @param turns the last turns, oldest first
     * @param seenMessageIds ids of messages that were taken, oldest first
     * @param waiting messages that came in and were not begun
     * @param lastOptions options of the last clarifying question, by which a reply that comes too late is known
     * @param places our messages in a chat program
     */
    public record Memory(
            List<Turn> turns,
            List<String> seenMessageIds,
            List<Incoming> waiting,
            List<String> lastOptions,
            List<Placed> places) {
        public Memory {
            turns = List.copyOf(turns);
            seenMessageIds = List.copyOf(seenMessageIds);
            waiting = List.copyOf(waiting);
            lastOptions = List.copyOf(lastOptions);
            // Conversations of earlier versions have none.
            places = places == null ? List.of() : List.copyOf(places);
        }

        /** Of a conversation that begins with a message. */
        static Memory of(Incoming first) {
            return new Memory(List.of(), List.of(first.message().messageId()), List.of(first), List.of(), List.of());
        }
    }

    /**
     * A message of ours.
     *
     * @param messageId the message that it replies to
     * @param place its own id; {@code null} where it is not known
     * @param doubted whether there may be another one that is not known
     */
    public record Placed(String messageId, @Nullable String place, boolean doubted) {}

    /**
     * A message and how its sender expects the reply.
     *
     * @param deliver whether the reply is delivered to the channel, because nobody waits for it
     * @param again whether it was begun before, with other words: then it is a question, and no reply to another one
     */
    public record Incoming(UserMessage message, boolean deliver, boolean again) {

        /** One that comes in for the first time. */
        public Incoming(UserMessage message, boolean deliver) {
            this(message, deliver, false);
        }
    }
}
