package dev.askdesk.starters.slack;

/** Takes what IT staff think of a note of Desk's. */
@FunctionalInterface
public interface NoteRatings {
    /**
     * @param note {@code desk/ticket/version}
     * @param userId of Slack
     */
    void rate(String note, String userId, boolean helpful);
}
