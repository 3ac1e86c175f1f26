package dev.askdesk.starters.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.util.http.SlackHttpClient;
import java.net.URI;
import java.time.Duration;

/** Makes clients of Slack's Web API. */
public final class SlackClients {
    private SlackClients() {}

    /**
     * One that asks once, and no longer than this.
     *
     * @param apiUrl with a slash at its end
     */
    public static Slack of(URI apiUrl, Duration timeout) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(apiUrl.toString());
        config.setHttpClientCallTimeoutMillis(Math.toIntExact(timeout.toMillis()));
        // The counts are kept for whoever calls by the hundred, by a thread that never ends.
        config.setStatsEnabled(false);
        SlackHttpClient http = new SlackHttpClient(SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .retryOnConnectionFailure(false)
                .build());
        http.setConfig(config);
        return Slack.getInstance(config, http);
    }
}
