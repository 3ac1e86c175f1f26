package dev.askdesk.starters.slack;

/** What people are told by the listener itself; all other words are the workflow's. */
final class Texts {
    static final String HELP = """
            Ask me about the fund's data in plain words, and I answer with what the answer rests on.
            • In a channel: mention me with your question. Reply in the thread for follow-ups; no mention is needed there.
            • In a direct message or the assistant pane: just ask.
            • Anywhere: `/ask How much did we invest in 2023 by fund?`
            Edit your question to ask it anew, delete it to stop it. Buttons below an answer show its evidence and SQL, \
            and tell us whether it is right.""";

    static final String CLOSED = "This conversation is closed: ask again in a new message.";
    static final String NOTED = "Noted, thank you.";
    static final String NOT_YOURS = "Only the person who asked can do that.";
    static final String NOT_NOW = "I cannot be reached just now: try again in a minute.";

    static final String NO_COMMAND =
            "Questions are not taken here: mention me in a channel, or write me a direct message.";
    static final String NO_RATINGS = "Notes cannot be rated here.";

    private Texts() {}

    static String tooLong(int length) {
        return "The message has " + length + " characters; at most " + SlackMessage.LONGEST
                + " are taken. Ask it in fewer words.";
    }
}
