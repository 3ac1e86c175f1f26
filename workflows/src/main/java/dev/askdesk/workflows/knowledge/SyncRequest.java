package dev.askdesk.workflows.knowledge;

/** @param pagesAtOnce pages that one activity indexes */
public record SyncRequest(int pagesAtOnce) {
    /** Id of the workflow, whoever starts it: two passes at once would do each other's work. */
    public static final String WORKFLOW_ID = "knowledge/sync";

    public static final SyncRequest DEFAULT = new SyncRequest(25);

    public SyncRequest {
        if (pagesAtOnce < 1) {
            throw new IllegalArgumentException("an activity indexes at least one page");
        }
    }
}
