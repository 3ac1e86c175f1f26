package dev.askdesk.workflows.triage;

/**
 * Whether a note helped a person.
 *
 * @param desk the kind of helpdesk, such as {@code freshservice}
 * @param version of the ticket that the note was written for
 * @param userId of the person, as the place has it where they said so
 */
public record NoteRating(String desk, String ticketId, String version, String userId, boolean helpful) {
    /** The workflow's id: of one person and one note there is one rating. */
    public String workflowId() {
        return "triage-rating/" + desk + "/" + ticketId + "/" + version + "/" + userId;
    }
}
