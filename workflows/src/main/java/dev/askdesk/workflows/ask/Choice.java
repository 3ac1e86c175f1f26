package dev.askdesk.workflows.ask;

/**
 * A click on an option of a clarifying question, as a message of the conversation. Its id names the question, so that it
 * settles no other one, and the message with the options, so that clicks on two of them count once.
 */
public final class Choice {
    private static final String PREFIX = "choice/";

    private Choice() {}

    /**
     * @param question id of the message that was asked back about, as the option names it
     * @param place the message with the options, as the chat program names it
     */
    public static String id(String question, String place) {
        return PREFIX + question + "/" + place;
    }

    static boolean isOne(UserMessage message) {
        return message.messageId().startsWith(PREFIX);
    }

    /** Id of the message that was asked back about. It may be a choice itself, with slashes. */
    static String question(UserMessage choice) {
        String id = choice.messageId();
        return id.substring(PREFIX.length(), Math.max(PREFIX.length(), id.lastIndexOf('/')));
    }
}
