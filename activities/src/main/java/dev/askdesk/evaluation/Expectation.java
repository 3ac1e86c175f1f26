package dev.askdesk.evaluation;

/** How a case must end to be right. */
public enum Expectation {
    /** With an answer that holds the reference's rows. */
    ANSWER,
    /** With a refusal: the data cannot answer it. */
    DECLINE,
    /** With a question back: it can mean several things. */
    CLARIFY
}
