package dev.askdesk.workflows.ask;

import org.junit.jupiter.api.Tag;

/** The same conversations, each workflow task of which replays the history from its start. */
@Tag("long")
class UncachedAskWorkflowTest extends AskWorkflowTest {
    @Override
    int cacheSize() {
        return 0;
    }
}
