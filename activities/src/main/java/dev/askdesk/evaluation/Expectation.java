package dev.askdesk.evaluation;

import com.fasterxml.jackson.annotation.JsonAlias;

/** How a case must end to be right. */
public enum Expectation {
    /** With an answer that holds the reference's rows. */
    @JsonAlias({"answer", "answered"})
    ANSWER,
    /** With a refusal: the data cannot answer it. */
    @JsonAlias({"decline", "declined"})
    DECLINE,
    /** With a question back: it can mean several things. */
    @JsonAlias({"clarify", "clarified", "clarifying_question"})
    CLARIFY
}
