package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.WireFormat;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bolt's app, which checks signatures and speaks both of Slack's transports, with one step of ours behind its checks. What
 * is not acknowledged with 200 Slack delivers again: over HTTP after a moment, a minute and five; over a socket, since
 * Bolt then sends no acknowledgement.
 */
final class SlackApp {
    private static final Logger LOG = LoggerFactory.getLogger(SlackApp.class);
    private static final int UNAVAILABLE = 503;
    /** Bolt answers these itself. */
    private static final Set<RequestType> BOLTS_OWN = Set.of(RequestType.SSLCheck, RequestType.UrlVerification);

    private final App app;
    private final SlackReader reader;
    private final Listener listener;
    private final Latencies latencies;

    /**
     * @param signingSecret {@code null} where events come by a socket alone
     * @param apiUrl with a slash at its end
     */
    SlackApp(
            URI apiUrl,
            String botToken,
            @Nullable String signingSecret,
            SlackReader reader,
            Listener listener,
            Latencies latencies) {
        this.reader = reader;
        this.listener = listener;
        this.latencies = latencies;
        SlackConfig client = new SlackConfig();
        client.setMethodsEndpointUrlPrefix(apiUrl.toString());
        client.setStatsEnabled(false);
        this.app = new App(AppConfig.builder()
                .slack(Slack.getInstance(client))
                .singleTeamBotToken(botToken)
                .signingSecret(signingSecret == null ? "none: nothing comes over HTTP" : signingSecret)
                // Who the app is does not change while it runs.
                .authTestCacheEnabled(true)
                .authTestCacheExpirationMillis(-1)
                .build());
        app.use((request, response, chain) ->
                BOLTS_OWN.contains(request.getRequestType()) ? chain.next(request) : taken(request));
    }

    App bolt() {
        return app;
    }

    private Response taken(Request<?> request) {
        long began = System.nanoTime();
        try {
            Inbound inbound = read(request);
            listener.take(inbound);
            latencies.signalled(System.nanoTime() - began);
            return inbound instanceof Inbound.Commanded commanded ? acknowledged(commanded) : Response.ok();
        } catch (Conversations.Unavailable | OutsideException again) {
            LOG.warn("Not taken, so Slack delivers it again: {}", again.getMessage());
            return Response.builder().statusCode(UNAVAILABLE).body("").build();
        } catch (RuntimeException e) {
            // Delivered again it would fail again.
            LOG.error("An event of Slack's could not be handled.", e);
            return Response.ok();
        }
    }

    private static Response acknowledged(Inbound.Commanded commanded) {
        String text = Listener.acknowledgement(commanded);
        if (text.isEmpty()) {
            return Response.ok();
        }
        ObjectNode body = WireFormat.json().createObjectNode();
        body.put("response_type", "ephemeral").put("text", text);
        return Response.json(200, body.toString());
    }

    private Inbound read(Request<?> request) {
        JsonNode payload = payload(String.valueOf(request.getRequestBodyAsString()));
        if (payload == null) {
            return new Inbound.Ignored("no JSON");
        }
        return switch (request.getRequestType()) {
            case Event -> reader.event(payload);
            case BlockAction, ViewSubmission -> reader.interaction(payload);
            case Command -> reader.command(payload);
            default -> new Inbound.Ignored("a request of another kind");
        };
    }

    /** An object as such, as the field {@code payload} of a form, or as a form's fields. */
    private static @Nullable JsonNode payload(String body) {
        if (body.startsWith("{")) {
            return SlackReader.json(body);
        }
        ObjectNode fields = WireFormat.json().createObjectNode();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return fields.has("payload") ? SlackReader.json(fields.path("payload").asText()) : fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }

    /** Answers of Bolt to a request as an HTTP server has it. */
    Map.Entry<Integer, String> answer(Request<?> request) {
        try {
            Response response = app.run(request);
            return Map.entry(response.getStatusCode(), response.getBody() == null ? "" : response.getBody());
        } catch (Exception e) {
            LOG.error("A request of Slack's could not be handled.", e);
            return Map.entry(UNAVAILABLE, "");
        }
    }
}
