package dev.askdesk.starters.slack;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scope that Askdesk needs.
 *
 * @param feature what cannot be done without it
 * @param method a call that needs it and does nothing, as it names nothing that exists or only reads; {@code null} where
 *     there is none
 * @param harmless the call's arguments
 */
record SlackNeed(String scope, String feature, @Nullable String method, Map<String, String> harmless) {
    /** No channel has this name. */
    private static final String NOWHERE = "C0000000000";

    private static final Map<String, String> MESSAGE = Map.of("channel", NOWHERE, "ts", "1.000001", "text", "-");

    static final List<SlackNeed> ALL = List.of(
            unprovable("app_mentions:read", "questions that mention the app in channels"),
            new SlackNeed("chat:write", "progress, answers and notes", "chat.update", MESSAGE),
            new SlackNeed(
                    "assistant:write",
                    "the assistant pane: its status, title and suggestions",
                    "assistant.threads.setStatus",
                    Map.of("channel_id", NOWHERE, "thread_ts", "1.000001", "status", "")),
            unprovable("commands", "/ask"),
            new SlackNeed(
                    "channels:history",
                    "replies in threads of public channels",
                    "conversations.history",
                    Map.of("channel", NOWHERE, "limit", "1")),
            unprovable("groups:history", "replies in threads of private channels"),
            unprovable("im:history", "questions in direct messages"),
            unprovable("mpim:history", "replies in threads of group messages"),
            listing("channels:read", "who reads along in a public channel", "public_channel"),
            listing("groups:read", "who reads along in a private channel", "private_channel"),
            listing("im:read", "direct messages", "im"),
            listing("mpim:read", "who reads along in a group message", "mpim"),
            unprovable("im:write", "telling a person something in a direct message"),
            new SlackNeed(
                    "users:read", "whether a person is a guest or of another firm", "users.list", Map.of("limit", "1")),
            new SlackNeed("usergroups:read", "roles by user group", "usergroups.list", Map.of()),
            new SlackNeed(
                    "files:write",
                    "charts and rows as files",
                    "files.completeUploadExternal",
                    Map.of("files", "[{\"id\":\"F0000000000\"}]")));

    private static SlackNeed unprovable(String scope, String feature) {
        return new SlackNeed(scope, feature, null, Map.of());
    }

    private static SlackNeed listing(String scope, String feature, String kind) {
        return new SlackNeed(scope, feature, "conversations.list", Map.of("types", kind, "limit", "1"));
    }

    /**
     * Whether the call got as far as its arguments.
     *
     * @param error empty where it succeeded
     */
    boolean isProof(@Nullable String error) {
        return error != null && (error.isEmpty() || error.endsWith("_not_found") || error.equals("not_in_channel"));
    }
}
