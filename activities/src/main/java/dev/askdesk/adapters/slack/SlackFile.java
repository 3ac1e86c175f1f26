package dev.askdesk.adapters.slack;

/**
 * A file that goes with an answer.
 *
 * @param name with its ending
 * @param title what the file is called in the thread
 * @param bytes its content
 * @param altText what a screen reader says instead of a picture
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record SlackFile(String name, String title, byte[] bytes, String altText) {}
