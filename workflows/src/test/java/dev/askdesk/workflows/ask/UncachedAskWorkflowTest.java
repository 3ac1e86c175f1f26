package dev.askdesk.workflows.ask;

/** The same conversations, each workflow task of which replays the history from its start. */
class UncachedAskWorkflowTest extends AskWorkflowTest {
    @Override
    int cacheSize() {
        return 0;
    }
}
