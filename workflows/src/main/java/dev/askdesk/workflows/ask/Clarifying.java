package dev.askdesk.workflows.ask;

/**
 * The person was asked back; the next message of the conversation is the reply.
 *
 * @param asked what they were asked
 */
public record Clarifying(Question question, Reply.ClarifyingQuestion asked) implements Phase {

    @Override
    public Phase next(Steps steps) {
        return steps.askBack(question, asked)
                .<Phase>map(reply -> new Understanding(question.clarified(asked, reply)))
                .orElseGet(() -> new Finished(
                        question,
                        new Reply.Expired(
                                "Nobody replied to “" + asked.text() + "” in time. Ask the question again.",
                                question.usage())));
    }
}
