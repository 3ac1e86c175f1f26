package dev.askdesk.starters.slack;

import com.slack.api.Slack;
import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.middleware.builtin.RequestVerification;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import dev.askdesk.workers.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bolt's app: it parses and verifies requests and replies to Slack's own questions. What a request means is read from its
 * own words, since Bolt's classes leave out fields of messages that matter here, such as {@code hidden} and {@code app_id}.
 */
final class SlackApp {
    private final Intake intake;
    private final App app;

    SlackApp(Slack slack, Secret botToken, @Nullable Secret signingSecret, Intake intake) {
        this.intake = intake;
        AppConfig config = AppConfig.builder()
                .slack(slack)
                .singleTeamBotToken(botToken.value())
                .signingSecret(signingSecret == null ? null : signingSecret.value())
                .build();
        this.app = new App(config, middleware(signingSecret));
    }

    /** Without Bolt's look at the token for each request, which asks Slack. */
    private List<Middleware> middleware(@Nullable Secret signingSecret) {
        Middleware verification = signingSecret == null
                ? SlackApp::socketAlone
                : new RequestVerification(
                        new SlackSignature.Verifier(new SlackSignature.Generator(signingSecret.value())));
        return List.of(verification, this::taken);
    }

    /** Without a secret, nothing but Slack's own socket can be believed. */
    @SuppressWarnings("rawtypes") // as Bolt declares it
    private static Response socketAlone(Request request, Response response, MiddlewareChain chain) throws Exception {
        return request.isSocketMode() ? chain.next(request) : Response.error(401);
    }

    AppConfig config() {
        return app.config();
    }

    /** @param request {@code null} where Bolt could not tell what it is */
    Ack run(@Nullable Request<?> request) throws Exception {
        Response response = app.run(request);
        return new Ack(response.getStatusCode(), response.getBody());
    }

    @SuppressWarnings("rawtypes") // as Bolt declares it
    private Response taken(Request request, Response response, MiddlewareChain chain) throws Exception {
        if (request.getRequestType() == RequestType.UrlVerification) {
            return chain.next(request);
        }
        Ack ack;
        try {
            ack = intake.take(Payload.of(request.getRequestBodyAsString()));
        } catch (IllegalArgumentException e) {
            ack = Ack.MALFORMED;
        }
        String json = ack.json();
        return Response.builder()
                .statusCode(ack.status())
                .contentType(Response.CONTENT_TYPE_APPLICATION_JSON_UTF8)
                .body(json)
                .build();
    }
}
