package dev.askdesk.adapters.slack;

import dev.askdesk.workflows.wire.FailureType;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Slack's errors mean: https://docs.slack.dev/reference/methods, at the end of each method's page. */
final class SlackErrors {
    private static final Set<String> CREDENTIALS = Set.of(
            "invalid_auth",
            "not_authed",
            "account_inactive",
            "token_revoked",
            "token_expired",
            "missing_scope",
            "no_permission",
            "not_allowed_token_type",
            "org_login_required",
            "team_access_not_granted",
            "two_factor_setup_required",
            "access_denied",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "accesslimited");

    private static final Set<String> RATE_LIMITED = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");

    /** {@code team_added_to_org} passes when the workspace has moved. */
    private static final Set<String> UNAVAILABLE =
            Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org");

    /** Slack's tokens: xoxb-, xoxp-, xoxe.xoxb-, xapp-, and what stands in an Authorization header. */
    private static final Pattern TOKEN_LIKE =
            Pattern.compile("(?i)bearer\\s+[^\\s\"',}]+|\\bxox[a-z][-.][A-Za-z0-9._-]+|\\bxapp-[A-Za-z0-9._-]+");

    private static final int LONGEST = 300;

    private SlackErrors() {}

    /** Of an answer with {@code "ok": false}; what is not known by name is a request that will not get better. */
    static FailureType type(String error) {
        if (CREDENTIALS.contains(error)) {
            return FailureType.CHANNEL_CREDENTIALS;
        }
        if (RATE_LIMITED.contains(error)) {
            return FailureType.CHANNEL_RATE_LIMITED;
        }
        return UNAVAILABLE.contains(error) ? FailureType.CHANNEL_UNAVAILABLE : FailureType.CHANNEL_REQUEST;
    }

    /** @param error what the body says; {@code null} where it says nothing */
    static FailureType type(int status, @Nullable String error) {
        if (status == 429) {
            return FailureType.CHANNEL_RATE_LIMITED;
        }
        if (status >= 500 || status == 408) {
            return FailureType.CHANNEL_UNAVAILABLE;
        }
        if (error != null) {
            return type(error);
        }
        return status == 401 || status == 403 ? FailureType.CHANNEL_CREDENTIALS : FailureType.CHANNEL_REQUEST;
    }

    /** One short line without tokens. */
    static String clean(String said, String token) {
        String clean = TOKEN_LIKE.matcher(said.replace(token, "[token]")).replaceAll("[token]");
        String line = clean.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
