package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.starters.web.WebServer;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SettingsException;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The check and the start against a Slack that says what a test lets it say. */
class SlackCheckTest {
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private volatile String scopes = "";
    private final WebServer slack = WebServer.start(
            0,
            10_000,
            () -> true,
            routes -> routes.post("/api/{method}", request -> {
                String method = request.pathParam("method");
                called.add(method);
                if (!scopes.isEmpty()) {
                    request.header("x-oauth-scopes", scopes);
                }
                request.contentType("application/json")
                        .result(answers.getOrDefault(method, "{\"ok\":false,\"error\":\"channel_not_found\"}"));
            }));

    SlackCheckTest() {
        answers.put(
                "auth.test",
                "{\"ok\":true,\"team\":\"Firm\",\"team_id\":\"T0\",\"user\":\"askdesk\",\"user_id\":\"U0APP\"}");
        answers.put("apps.connections.open", "{\"ok\":true,\"url\":\"ws://localhost:1/\"}");
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    void allScopes_lackNothing() {
        scopes = String.join(",", SlackNeed.ALL.stream().map(SlackNeed::scope).toList());
        assertThat(SlackCheck.of(settings("xoxb-1", "xapp-1", "s"), Listen.BOTH))
                .allSatisfy(finding -> assertThat(finding.isThere()).isTrue());
        assertThat(called).doesNotContain("chat.postMessage", "views.open");
    }

    @Test
    void missingScope_isSaidWithItsFeature() {
        scopes = "chat:write";
        assertThat(SlackCheck.of(settings("xoxb-1", "xapp-1", null), Listen.SOCKET))
                .filteredOn(finding -> finding.part().equals("files:write"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isThere()).isFalse();
                    assertThat(finding.text()).contains("charts and rows as files", "install the app again");
                });
    }

    @Test
    void withoutTheHeader_callsTell() {
        answers.put("usergroups.list", "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"usergroups:read\"}");
        assertThat(SlackCheck.of(settings("xoxb-1", "xapp-1", null), Listen.SOCKET))
                .satisfies(all -> {
                    assertThat(there(all, "usergroups:read")).isFalse();
                    assertThat(there(all, "chat:write")).isTrue();
                    assertThat(there(all, "commands")).isNull();
                });
    }

    @Test
    void refusedAndMissingTokens_areSaidWithWhatToDo() {
        answers.put("auth.test", "{\"ok\":false,\"error\":\"invalid_auth\"}");
        answers.put("apps.connections.open", "{\"ok\":false,\"error\":\"not_allowed_token_type\"}");
        assertThat(SlackCheck.of(settings("xoxb-1", "xapp-1", null), Listen.BOTH))
                .extracting(SlackCheck.Finding::text)
                .satisfiesExactly(
                        token -> assertThat(token).contains("invalid_auth", "ASKDESK_SLACK_BOT_TOKEN"),
                        socket -> assertThat(socket).contains("not_allowed_token_type", "connections:write"),
                        secret -> assertThat(secret).contains("ASKDESK_SLACK_SIGNING_SECRET"));
    }

    @Test
    void startWithoutTokens_saysWhichAndWhere() {
        assertRefused(settings(null, null, null), Listen.SOCKET, "ASKDESK_SLACK_BOT_TOKEN");
        assertRefused(settings("xoxp-1", null, null), Listen.SOCKET, "does not begin with xoxb-");
        assertRefused(settings("xoxb-1", null, null), Listen.SOCKET, "ASKDESK_SLACK_APP_TOKEN");
        assertRefused(settings("xoxb-1", "xapp-1", null), Listen.BOTH, "ASKDESK_SLACK_SIGNING_SECRET");
        answers.put("apps.connections.open", "{\"ok\":false,\"error\":\"invalid_auth\"}");
        assertRefused(settings("xoxb-1", "xapp-1", null), Listen.SOCKET, "Socket Mode (invalid_auth)");
    }

    @Test
    void startOverHttp_saysWhoItIsAndWhereItListens() {
        try (SlackListener listener = SlackListener.start(
                settings("xoxb-1", null, "s"), new RecordingConversations(), options(Listen.HTTP))) {
            assertThat(listener.shown())
                    .isEqualTo("@askdesk in Firm, by HTTP port " + listener.port() + "/slack/events");
            assertThat(listener.isConnected()).isTrue();
        }
    }

    private static void assertRefused(SlackSettings settings, Listen listen, String part) {
        assertThatThrownBy(() -> SlackListener.start(settings, new RecordingConversations(), options(listen)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(part)
                .hasMessageNotContaining("xapp-1")
                .hasMessageNotContaining("\n");
    }

    private static SlackListener.Options options(Listen listen) {
        return new SlackListener.Options(listen, 1, List.of("Top 5"), null, null);
    }

    private static Boolean there(List<? extends SlackCheck.Finding> all, String part) {
        return all.stream()
                .filter(finding -> finding.part().equals(part))
                .findFirst()
                .orElseThrow()
                .isThere();
    }

    private SlackSettings settings(String botToken, String appToken, String secret) {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("slack.api.url", "http://localhost:" + slack.port() + "/api");
        given.put("slack.port", "0");
        if (botToken != null) {
            given.put("slack.bot.token", botToken);
        }
        if (appToken != null) {
            given.put("slack.app.token", appToken);
        }
        if (secret != null) {
            given.put("slack.signing.secret", secret);
        }
        return Settings.read(given).slack();
    }
}
