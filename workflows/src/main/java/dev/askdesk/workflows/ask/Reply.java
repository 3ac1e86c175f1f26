package dev.askdesk.workflows.ask;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.askdesk.workflows.wire.Usage;
import java.util.List;

/** How a message was replied to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reply.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Reply.ClarifyingQuestion.class, name = "clarifying_question"),
    @JsonSubTypes.Type(value = Reply.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = Reply.Expired.class, name = "expired"),
    @JsonSubTypes.Type(value = Reply.Failed.class, name = "failed")
})
public sealed interface Reply {
    /** What the person reads. */
    String text();

    /** What this reply cost, the clarifying turns before it included. */
    Usage usage();

    /**
     * The question is answered.
     *
     * @param preview the first rows
     * @param evidence what the answer rests on
     */
    record Answer(String text, Preview preview, Evidence evidence, Usage usage) implements Reply {}

    /**
     * The question is unclear; the next message of the conversation is taken as the reply.
     *
     * @param options possible replies, where they can be listed
     */
    record ClarifyingQuestion(String text, List<String> options, Usage usage) implements Reply {
        public ClarifyingQuestion {
            options = List.copyOf(options);
        }
    }

    /** The question is not one that the fund's data can answer, or the asker may not see the answer. */
    record Declined(String text, Usage usage) implements Reply {}

    /** Nobody replied to the clarifying question in time. */
    record Expired(String text, Usage usage) implements Reply {}

    /**
     * The question could not be answered, and this says why.
     *
     * @param reason a {@link Problem.Kind}, a {@link dev.askdesk.workflows.wire.FailureType}, or {@code CANCELLED}
     */
    record Failed(String text, String reason, Usage usage) implements Reply {}
}
