package dev.askdesk.adapters.tracking;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an MLflow tracking server.
 *
 * @param server its URL, without {@code /api}; user and password belong in their own fields
 * @param token sent as a bearer token; {@code null} for none
 * @param user with the password, for a server with basic authentication; ignored where there is a token
 * @param password of that user
 * @param timeout of one call, the upload of a file included
 */
public record MlflowSettings(
        URI server,
        @Nullable String token,
        @Nullable String user,
        @Nullable String password,
        Duration timeout) {
    public MlflowSettings {
        boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
        if (!web || server.getHost() == null || server.getRawUserInfo() != null || server.getRawQuery() != null) {
            // Without the URL, since it may hold a password.
            throw new IllegalArgumentException(
                    "The URL of a tracking server is http(s)://HOST[:PORT][/PATH], without user, password or query");
        }
        server = URI.create(server.toString().replaceAll("/+$", ""));
    }

    /** A server that asks for no credentials. */
    public static MlflowSettings open(URI server, Duration timeout) {
        return new MlflowSettings(server, null, null, null, timeout);
    }

    /** Without the secrets, since records are easily logged. */
    @Override
    public String toString() {
        String credentials = token != null ? "token" : user != null ? "password" : "none";
        return "MlflowSettings[server=" + server + ", credentials=" + credentials + ", timeout=" + timeout + "]";
    }
}
