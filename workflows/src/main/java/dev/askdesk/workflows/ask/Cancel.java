package dev.askdesk.workflows.ask;

/** Stops the question that a message asked, or is waiting to ask. */
public record Cancel(String messageId) {}
