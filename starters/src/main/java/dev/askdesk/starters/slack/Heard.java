package dev.askdesk.starters.slack;

import dev.askdesk.workflows.ask.UserMessage;

/** What an event of Slack means to Askdesk. */
sealed interface Heard {

    /** A thread of a channel. */
    record Thread(String channel, String ts) {}

    /** Said to the app: begins a conversation, or continues one. */
    record Said(Thread thread, UserMessage message) implements Heard {}

    /** A reply in a thread, which is for the app if it takes part in that thread. */
    record Replied(Thread thread, UserMessage message) implements Heard {}

    /**
     * Other words of a message.
     *
     * @param addressed whether it is said to the app; else it is so if the app takes part in the thread
     * @param newly whether it mentions the app only now
     */
    record Edited(Thread thread, UserMessage message, boolean addressed, boolean newly) implements Heard {}

    /** @param addressed whether it was said to the app; else it was so if the app takes part in the thread */
    record Deleted(Thread thread, String messageId, boolean addressed) implements Heard {}

    /** The app was called, and nothing was said. */
    record Called(Thread thread, String messageId) implements Heard {}

    /**
     * Longer than a question may be.
     *
     * @param addressed whether it was said to the app; else it is so if the app takes part in the thread
     */
    record TooLong(Thread thread, String messageId, String userId, int length, boolean addressed) implements Heard {}

    /** Somebody opened the assistant's pane. */
    record PaneOpened(Thread thread) implements Heard {}

    /** @param why for tests and people who read code; nothing that a person wrote */
    record Nothing(String why) implements Heard {}
}
