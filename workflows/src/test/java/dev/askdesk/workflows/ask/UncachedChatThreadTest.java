package dev.askdesk.workflows.ask;

/** The same questions that are edited, deleted or stopped, each workflow task of which replays the history from its start. */
class UncachedChatThreadTest extends ChatThreadEditsTest {
    @Override
    int cacheSize() {
        return 0;
    }
}
