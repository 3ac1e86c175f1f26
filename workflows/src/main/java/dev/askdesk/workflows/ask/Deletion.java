package dev.askdesk.workflows.ask;

/** A message of the thread was deleted by its author. */
public record Deletion(String messageId) {}
