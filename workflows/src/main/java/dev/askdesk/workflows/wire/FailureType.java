package dev.askdesk.workflows.wire;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which the outside world can fail an activity. The constant's name is the {@code type} of the
 * {@code ApplicationFailure} that the activity throws, so it is what the Web UI shows and what a workflow branches on.
 */
public enum FailureType {
    /** The model's endpoint refused the key. */
    MODEL_CREDENTIALS(
            false, "Check the model's key, in ASKDESK_MODEL_API_KEY or in the variable that models.yaml names."),
    /** The model's endpoint does not know the model, or refused the request as malformed or too long. */
    MODEL_REQUEST(false, "Check the model's name and its URL or file with `askdesk doctor`."),
    /** The model's provider asks to slow down; its Retry-After, where given, becomes the next retry's delay. */
    MODEL_RATE_LIMITED(true, "The model's provider is limiting the rate; ask again in a minute."),
    /** The model could not be reached, timed out, or failed on its side. */
    MODEL_UNAVAILABLE(true, "The model does not answer; see `askdesk doctor`."),
    /** What asking the model could cost is more than what is left of a budget. */
    BUDGET_EXCEEDED(false, "Wait until tomorrow, or have the budget raised; `askdesk models` shows it."),
    /** The statements of one person have run as long as they may in a day. */
    WAREHOUSE_BUDGET(false, "Wait until tomorrow (UTC), or have ASKDESK_WAREHOUSE_USER_DAILY raised."),
    /** The warehouse refused the credentials. */
    WAREHOUSE_CREDENTIALS(false, "Check the credentials of the warehouse with `askdesk doctor`."),
    /** The warehouse asks to slow down; its Retry-After, where given, becomes the next retry's delay. */
    WAREHOUSE_RATE_LIMITED(true, "The warehouse is limiting the rate; ask again in a minute."),
    /** The warehouse could not be reached, or has not started. */
    WAREHOUSE_UNAVAILABLE(true, "The warehouse does not answer; see `askdesk doctor`."),
    /** The place where results are kept cannot be read or written. */
    RESULTS_UNAVAILABLE(
            true, "Results cannot be stored or read; check ASKDESK_HOME, ASKDESK_RESULTS and the free disk space."),
    /** The place where results are kept refused the credentials or what it was asked, or a result is too large. */
    RESULTS_REQUEST(false, "Check ASKDESK_RESULTS, its keys and ASKDESK_ROW_LIMIT with `askdesk config`."),
    /** A result handle that the store does not hold. */
    RESULT_MISSING(false, "The stored result is gone; ask the question again."),
    /** The reply could not be delivered to the conversation's channel. */
    CHANNEL_UNAVAILABLE(true, "The reply could not be delivered; see `askdesk doctor`."),
    /** The chat program refused the token, or the token lacks a scope. */
    CHANNEL_CREDENTIALS(false, "Check the chat program's tokens and scopes with `askdesk slack check`."),
    /** The chat program refused the request, such as a channel that is archived. */
    CHANNEL_REQUEST(false, "Check the channel that the message names, and `askdesk slack check`."),
    /** The chat program asks to slow down; its Retry-After, where given, becomes the next retry's delay. */
    CHANNEL_RATE_LIMITED(true, "The chat program is limiting the rate; it is tried again."),
    /** The helpdesk refused the credentials. */
    HELPDESK_CREDENTIALS(false, "Check the helpdesk's user and token with `askdesk doctor`."),
    /** The helpdesk refused the request, or has no such ticket. */
    HELPDESK_REQUEST(false, "Check the helpdesk's URL with `askdesk doctor`."),
    /** The helpdesk asks to slow down; its Retry-After, where given, becomes the next retry's delay. */
    HELPDESK_RATE_LIMITED(true, "The helpdesk is limiting the rate; lower ASKDESK_HELPDESK_PER_SECOND."),
    /** The helpdesk could not be reached, failed on its side, or answered with something else than JSON. */
    HELPDESK_UNAVAILABLE(true, "The helpdesk does not answer; see `askdesk doctor`."),
    /** What a ticket holds cannot be read: a corrupt e-mail, or one without end. */
    TICKET_UNREADABLE(false, "Read the ticket in the helpdesk itself."),
    /** The wiki refused the credentials. */
    WIKI_CREDENTIALS(false, "Check the wiki's user and token with `askdesk doctor`."),
    /** The wiki refused the request, or a page is too large or cannot be read. */
    WIKI_REQUEST(false, "Check the wiki's URL and the page that the message names."),
    /** The wiki asks to slow down; its Retry-After, where given, becomes the next retry's delay. */
    WIKI_RATE_LIMITED(true, "The wiki is limiting the rate; it is tried again."),
    /** The wiki could not be reached, failed on its side, or answered with something else than JSON. */
    WIKI_UNAVAILABLE(true, "The wiki does not answer; see `askdesk doctor`."),
    /** The index of pages refused the credentials, or what it was asked. */
    INDEX_REQUEST(false, "Check the index's URL and key with `askdesk doctor`."),
    /** The index of pages could not be reached, read or written. */
    INDEX_UNAVAILABLE(true, "The index does not answer; see `askdesk doctor`."),
    /** There is nothing to search: no page was ever indexed, or the index has vanished. */
    INDEX_MISSING(true, "Index the wiki with `askdesk knowledge sync`."),
    /** The tracking server refused the credentials. */
    TRACKING_CREDENTIALS(false, "Check the tracking server's token, or its user and password."),
    /** The tracking server refused the request, or what answers there is none. */
    TRACKING_REQUEST(false, "Check the tracking server's URL and what its message names."),
    /** The tracking server could not be reached, timed out, or failed on its side. */
    TRACKING_UNAVAILABLE(true, "The tracking server does not answer; check its URL and that it runs.");

    private final boolean retryable;
    private final String advice;

    FailureType(boolean retryable, String advice) {
        this.retryable = retryable;
        this.advice = advice;
    }

    /** Whether trying the same again can help; {@link ActivityPolicies} says where it is tried all the same. */
    public boolean retryable() {
        return retryable;
    }

    /** What a person can do about it, as one sentence. */
    public String advice() {
        return advice;
    }

    /** The type of the given name, or {@code null} when the name is not one of ours. */
    public static @Nullable FailureType named(@Nullable String name) {
        for (FailureType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
