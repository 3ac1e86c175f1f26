package dev.askdesk.workflows.ask;

/**
 * The machine's end.
 *
 * @param reply what the person gets
 */
public record Finished(Question question, Reply reply) implements Phase {

    static Finished failed(Question question, String reason, String text) {
        return new Finished(question, new Reply.Failed(text, reason, question.usage()));
    }

    @Override
    public Phase next(Steps steps) {
        return this;
    }

    @Override
    public String label() {
        return reply.getClass().getSimpleName();
    }
}
