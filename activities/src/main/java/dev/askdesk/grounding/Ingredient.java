package dev.askdesk.grounding;

/** What is done so that a model writes the right statement; each can be left out, to measure what it is worth. */
public enum Ingredient {
    /** Only the tables that a question needs are shown, instead of all. */
    SELECTION,
    /** The question's words that name values are told with their columns. */
    VALUES,
    /** Values of the columns are shown. */
    SAMPLES,
    /** The ways in which tables join are shown. */
    JOINS,
    /** Verified questions that are like the one asked are shown with their SQL. */
    EXAMPLES,
    /** Statements are held against the question: its values, its days, what holds by default, names beside identifiers. */
    FITTING,
    /** Refused statements are mended without the model, where that is certain. */
    MENDING,
    /** The model is told what went wrong, and tries again. */
    REPAIR,
    /** Several statements are compared by what they return. */
    CANDIDATES
}
