package dev.askdesk.starters.slack;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.methods.response.auth.AuthTestResponse;
import dev.askdesk.workers.Secret;
import dev.askdesk.workers.SettingsException;
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
    private final List<Finding> found = new ArrayList<>();

    private SlackCheck(SlackSettings settings) {
        this.settings = settings;
    }

    /**
     * @param part what was looked at
     * @param isThere {@code null} where it could not be found out
     * @param text what was found and, unless it is there, what to do
     */
    public record Finding(String part, @Nullable Boolean isThere, String text) {}

    public static List<Finding> of(SlackSettings settings, Listen listen) {
        SlackCheck check = new SlackCheck(settings);
        check.token();
        if (listen != Listen.HTTP) {
            check.socketMode();
        }
        if (listen != Listen.SOCKET) {
            check.signingSecret();
        }
        return check.found;
    }

    private void token() {
        Secret token;
        SlackIdentity identity;
        try {
            token = SlackSetup.botToken(settings);
            identity = SlackIdentity.ask(settings.apiUrl(), token, settings.timeout());
        } catch (SettingsException e) {
            found.add(new Finding("bot token", false, String.valueOf(e.getMessage())));
            return;
        }
        found.add(new Finding("bot token", true, "is of " + identity.shown()));
        MethodsClient web =
                SlackClients.of(settings.apiUrl(), settings.timeout()).methods(token.value());
        Set<String> granted = granted(web);
        for (SlackNeed need : SlackNeed.ALL) {
            found.add(scope(web, granted, need));
        }
    }

    /** Slack says in a header which scopes a token has; empty where it does not. */
    private static Set<String> granted(MethodsClient web) {
        try {
            AuthTestResponse answer = web.authTest(ask -> ask);
            Map<String, List<String>> headers = answer.getHttpResponseHeaders();
            Set<String> scopes = new HashSet<>();
            if (headers != null) {
                headers.getOrDefault("x-oauth-scopes", List.of()).forEach(line -> Arrays.stream(line.split(","))
                        .map(String::strip)
                        .filter(scope -> !scope.isEmpty())
                        .forEach(scopes::add));
            }
            return scopes;
        } catch (IOException | SlackApiException e) {
            return Set.of();
        }
    }

    private Finding scope(MethodsClient web, Set<String> granted, SlackNeed need) {
        String missing = "is missing, so that nobody can be served with: " + need.feature()
                + ". Add it under OAuth & Permissions and install the app again.";
        if (!granted.isEmpty() && !granted.contains(need.scope())) {
            return new Finding(need.scope(), false, missing);
        }
        String error = need.method() == null ? null : tried(web, need.method(), need.harmless());
        if ("missing_scope".equals(error)) {
            return new Finding(need.scope(), false, missing);
        }
        boolean isSure = granted.contains(need.scope()) || (need.method() != null && need.isProof(error));
        return isSure
                ? new Finding(need.scope(), true, "for " + need.feature())
                : new Finding(
                        need.scope(), null, "could not be tried (" + Redaction.of(error) + "): " + need.feature());
    }

    /** The error of a call; empty where it succeeded. */
    private String tried(MethodsClient web, String method, Map<String, String> arguments) {
        try {
            SlackApiTextResponse answer = web.postFormWithTokenAndParseResponse(
                    form -> with(form, arguments),
                    method,
                    settings.botToken() == null ? "" : settings.botToken().value(),
                    AuthTestResponse.class);
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
        try {
            SlackSetup.complete(settings, Listen.SOCKET);
            Secret token = settings.appToken();
            AppsConnectionsOpenResponse answer = SlackClients.of(settings.apiUrl(), settings.timeout())
                    .methods(token == null ? "" : token.value())
                    .appsConnectionsOpen(open -> open);
            found.add(
                    answer.isOk()
                            ? new Finding("socket mode", true, "opens")
                            : new Finding(
                                    "socket mode",
                                    false,
                                    String.valueOf(SlackSetup.refusedAppToken(String.valueOf(answer.getError()))
                                            .getMessage())));
        } catch (SettingsException e) {
            found.add(new Finding("socket mode", false, String.valueOf(e.getMessage())));
        } catch (IOException | SlackApiException e) {
            found.add(
                    new Finding("socket mode", false, "Slack does not answer: " + Redaction.of(e.getMessage()) + "."));
        }
    }

    private void signingSecret() {
        try {
            SlackSetup.complete(settings, Listen.HTTP);
            found.add(
                    new Finding("signing secret", true, "is set; only a request of Slack's can show that it is right"));
        } catch (SettingsException e) {
            found.add(new Finding("signing secret", false, String.valueOf(e.getMessage())));
        }
    }
}
