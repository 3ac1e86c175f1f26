package dev.askdesk.starters.slack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The app's manifest, YAML, from which Slack makes the app. */
public final class SlackManifest {
    private SlackManifest() {}

    /** For Socket Mode, which needs no address that Slack can reach. */
    public static String socketMode() {
        try (InputStream in = SlackManifest.class.getResourceAsStream("manifest.yaml")) {
            if (in == null) {
                throw new IllegalStateException("The manifest is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * For events over HTTP.
     *
     * @param base where Slack reaches the listener, over HTTPS
     */
    public static String http(URI base) {
        String url = base.toString().replaceAll("/+$", "") + HttpEvents.PATH;
        return socketMode()
                .replace("    - command: /ask\n", "    - command: /ask\n      url: " + url + "\n")
                .replace("  event_subscriptions:\n", "  event_subscriptions:\n    request_url: " + url + "\n")
                .replace("  interactivity:\n", "  interactivity:\n    request_url: " + url + "\n")
                .replace("socket_mode_enabled: true", "socket_mode_enabled: false");
    }
}
