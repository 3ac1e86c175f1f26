package dev.askdesk.workflows.wire;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/** What a conversation or a ticket can be found by in the Web UI. None carries what a person wrote. */
public final class SearchAttributes {
    /** The machine's state, or the kind of the last reply. */
    public static final SearchAttributeKey<String> PHASE = SearchAttributeKey.forKeyword("AskdeskPhase");
    /** Who asked last, as the channel names them. */
    public static final SearchAttributeKey<String> USER = SearchAttributeKey.forKeyword("AskdeskUser");

    /** How a ticket ended: {@code NOTED}, {@code ABSTAINED}, {@code SKIPPED}, {@code PARKED}. */
    public static final SearchAttributeKey<String> OUTCOME = SearchAttributeKey.forKeyword("AskdeskOutcome");
    /** The ticket's number in its desk. */
    public static final SearchAttributeKey<String> TICKET = SearchAttributeKey.forKeyword("AskdeskTicket");

    /** All of them, of type Keyword. */
    public static final List<String> NAMES =
            List.of(PHASE.getName(), USER.getName(), OUTCOME.getName(), TICKET.getName());

    private SearchAttributes() {}
}
