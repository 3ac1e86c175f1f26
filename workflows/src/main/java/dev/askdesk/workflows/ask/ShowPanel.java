package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Panel;

/**
 * A wish to see something about an answer, for one's own eyes.
 *
 * @param messageId the question, or a message that clarified it
 * @param userId who wants to see it; their rights decide
 */
public record ShowPanel(String messageId, String userId, Panel panel) {}
