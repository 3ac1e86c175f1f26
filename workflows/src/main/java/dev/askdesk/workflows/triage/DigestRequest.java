package dev.askdesk.workflows.triage;

import java.time.Duration;

/**
 * Which desk's tickets are told of, and where.
 *
 * @param desk the kind of helpdesk, such as {@code freshservice}
 * @param channel id of the channel of the chat program
 * @param lookback how far back the first digest of a schedule looks
 */
public record DigestRequest(String desk, String channel, Duration lookback) {
    /** Id of the workflow that a schedule of this desk starts, which is one at a time. */
    public String workflowId() {
        return "triage-digest/" + desk;
    }
}
