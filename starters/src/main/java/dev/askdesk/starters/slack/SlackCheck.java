package dev.askdesk.starters.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.slack.SlackFront;
import dev.askdesk.workers.Secret;
import dev.askdesk.workers.Setting;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.FormBody;
import org.jspecify.annotations.Nullable;

/** Looks at everything that Askdesk needs of a Slack app. Posts nothing, changes nothing. */
public final class SlackCheck {
    private final SlackSettings settings;
    private final Slack slack;
    private final List<Finding> found = new ArrayList<>();

    private SlackCheck(SlackSettings settings) {
        this.settings = settings;
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.apiUrl().toString());
        config.setHttpClientCallTimeoutMillis(Math.toIntExact(settings.timeout().toMillis()));
        config.setStatsEnabled(false);
        this.slack = Slack.getInstance(config);
    }

    /**
     * @param part what was looked at
     * @param isThere {@code null} where it could not be found out
     * @param text what was found and, unless it is there, what to do
     */
    public record Finding(String part, @Nullable Boolean isThere, String text) {}

    public static List<Finding> of(SlackSettings settings, Listen listen) {
        SlackCheck check = new SlackCheck(settings);
        check.botToken();
        if (listen != Listen.HTTP) {
            check.socketMode();
        }
        if (listen != Listen.SOCKET) {
            check.signingSecret();
        }
        return check.found;
    }

    private void botToken() {
        Secret token = settings.botToken();
        if (token == null) {
            lacks("bot token", "is not set: set " + Setting.SLACK_BOT_TOKEN.variable() + ".");
            return;
        }
        try (SlackFront front = new SlackFront(settings.apiUrl(), token.value(), settings.timeout())) {
            SlackFront.Self self = front.self();
            found.add(new Finding("bot token", true, "is of " + self.userId() + " in " + self.team()));
        } catch (OutsideException refused) {
            lacks("bot token", refused.getMessage() + " Copy it anew from OAuth & Permissions.");
            return;
        }
        MethodsClient web = slack.methods(token.value());
        Set<String> granted = granted(web);
        SlackNeed.ALL.forEach(need -> found.add(scope(web, token.value(), granted, need)));
    }

    /** Slack says in a header which scopes a token has; empty where it does not. */
    private static Set<String> granted(MethodsClient web) {
        Set<String> scopes = new HashSet<>();
        try {
            Map<String, List<String>> headers = web.authTest(ask -> ask).getHttpResponseHeaders();
            if (headers != null) {
                headers.getOrDefault("x-oauth-scopes", List.of()).forEach(line -> Arrays.stream(line.split(","))
                        .map(String::strip)
                        .filter(scope -> !scope.isEmpty())
                        .forEach(scopes::add));
            }
        } catch (IOException | SlackApiException unknown) {
            // Each scope is tried then.
        }
        return scopes;
    }

    private static Finding scope(MethodsClient web, String token, Set<String> granted, SlackNeed need) {
        String missing = "is missing, so there is no: " + need.feature()
                + ". Add it under OAuth & Permissions and install the app again.";
        if (!granted.isEmpty() && !granted.contains(need.scope())) {
            return new Finding(need.scope(), false, missing);
        }
        String error = need.method() == null ? null : tried(web, token, need.method(), need.harmless());
        if ("missing_scope".equals(error)) {
            return new Finding(need.scope(), false, missing);
        }
        boolean isSure = granted.contains(need.scope()) || need.isProof(error);
        return isSure
                ? new Finding(need.scope(), true, "for " + need.feature())
                : new Finding(need.scope(), null, "could not be tried, for " + need.feature());
    }

    /** The error of a call; empty where it succeeded. */
    private static String tried(MethodsClient web, String token, String method, Map<String, String> arguments) {
        try {
            SlackApiTextResponse answer = web.postFormWithTokenAndParseResponse(
                    form -> with(form, arguments), method, token, AuthTestResponse.class);
            return answer.isOk() ? "" : String.valueOf(answer.getError());
        } catch (IOException | SlackApiException e) {
            return "no answer";
        }
    }

    private static FormBody.Builder with(FormBody.Builder form, Map<String, String> arguments) {
        arguments.forEach(form::add);
        return form;
    }

    private void socketMode() {
        Secret token = settings.appToken();
        if (token == null) {
            lacks(
                    "socket mode",
                    "has no app-level token: set " + Setting.SLACK_APP_TOKEN.variable()
                            + " to one with the scope connections:write, from Basic Information.");
            return;
        }
        try {
            var opened = slack.methods(token.value()).appsConnectionsOpen(open -> open);
            if (opened.isOk()) {
                found.add(new Finding("socket mode", true, "opens"));
            } else {
                lacks(
                        "socket mode",
                        "does not open (" + opened.getError() + "): check " + Setting.SLACK_APP_TOKEN.variable()
                                + ", its scope connections:write, and that Socket Mode is on.");
            }
        } catch (IOException | SlackApiException e) {
            lacks("socket mode", "Slack does not answer: check " + Setting.SLACK_API_URL.variable() + ".");
        }
    }

    private void signingSecret() {
        if (settings.signingSecret() == null) {
            lacks(
                    "signing secret",
                    "is not set: set " + Setting.SLACK_SIGNING_SECRET.variable() + " from Basic Information.");
        } else {
            found.add(
                    new Finding("signing secret", true, "is set; only a request of Slack's can show that it is right"));
        }
    }

    private void lacks(String part, String text) {
        found.add(new Finding(part, false, text));
    }
}
