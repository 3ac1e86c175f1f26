package dev.askdesk.workflows.ask;

import io.temporal.common.SearchAttributeKey;

/** What a conversation can be found by in the Web UI. None carries what a person wrote. */
public final class SearchAttributes {
    /** The machine's state, or the kind of the last reply. */
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("AskdeskPhase");
    /** Who asked last, as the channel names them. */
    public static final SearchAttributeKey<String> USER = SearchAttributeKey.forKeyword("AskdeskUser");

    private SearchAttributes() {}
}
