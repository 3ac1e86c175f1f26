package dev.askdesk.adapters.slack;

/**
 * A file that is attached to a reply.
 *
 * @param name with its ending; the same for the same question, so that it is found again
 * @param altText what a picture shows, in words; empty for others
 */
public record SlackFile(String name, String title, byte[] bytes, String altText) {}
