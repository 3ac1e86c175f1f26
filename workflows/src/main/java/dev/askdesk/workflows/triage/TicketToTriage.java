package dev.askdesk.workflows.triage;

/**
 * A ticket in one state of its content.
 *
 * @param desk the kind of helpdesk, such as {@code freshservice}
 * @param version of what its people wrote; notes of ours do not change it
 * @param helpdeskQueue task queue of whatever calls the helpdesk
 * @param searchAttributes whether the server knows Askdesk's search attributes; without them nothing is upserted
 */
public record TicketToTriage(
        String desk, String ticketId, String version, String helpdeskQueue, boolean searchAttributes) {
    private static final String ID_PREFIX = "triage/";

    /** The workflow's id: one ticket in one state is worked on once. */
    public String workflowId() {
        return ID_PREFIX + desk + "/" + ticketId + "/" + version;
    }
}
