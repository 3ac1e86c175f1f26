package dev.askdesk.databricksdouble;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who may call: personal tokens, tokens of service principals, and tokens exchanged for a user's. */
final class Tokens {

    private record Holder(String user, Instant until, boolean oauth) {}

    private final Map<String, Holder> valid = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Map<String, String> subjects = new ConcurrentHashMap<>();
    private final Map<String, Boolean> expired = new ConcurrentHashMap<>();
    private volatile Duration expiresIn = Duration.ofHours(1);

    void personal(String token, String user) {
        expired.remove(token);
        valid.put(token, new Holder(user, Instant.MAX, false));
    }

    void client(String id, String secret) {
        secrets.put(id, secret);
    }

    void subject(String jwt, String user) {
        subjects.put(jwt, user);
    }

    void expiresIn(Duration time) {
        expiresIn = time;
    }

    void expire(String token) {
        Holder holder = valid.remove(token);
        expired.put(token, holder != null && holder.oauth());
    }

    void expireAll() {
        List.copyOf(valid.keySet()).forEach(this::expire);
    }

    /** {@code null} where it may not. */
    @Nullable
    String user(@Nullable String authorization) {
        Holder holder = authorization == null || !authorization.startsWith("Bearer ")
                ? null
                : valid.get(authorization.substring(7));
        return holder == null || holder.until().isBefore(Instant.now()) ? null : holder.user();
    }

    Http.Answer refusal(@Nullable String authorization) {
        if (authorization == null) {
            return Http.Answer.error(401, 401, "Credential was not sent or was of an unsupported type for this API.");
        }
        String token = authorization.replaceFirst("^Bearer ", "");
        Holder holder = valid.get(token);
        boolean late = holder != null || Boolean.TRUE.equals(expired.get(token));
        return late
                ? Http.Answer.error(403, 403, "ExpiredJwtException: The token is expired.")
                : Http.Answer.error(403, 403, "Invalid access token.");
    }

    Http.Answer token(Http.Request request) {
        Map<String, List<String>> form = Http.form(request.text());
        String grant = first(form, "grant_type");
        if (grant.equals("client_credentials")) {
            String client = client(request, form);
            return client == null
                    ? refused(401, "invalid_client", "Client authentication failed")
                    : granted(client, first(form, "scope"));
        }
        if (grant.equals("urn:ietf:params:oauth:grant-type:token-exchange")) {
            String user = subjects.get(first(form, "subject_token"));
            boolean jwt = first(form, "subject_token_type").endsWith(":jwt");
            return user == null || !jwt
                    ? refused(400, "invalid_grant", "The subject token is not accepted by a federation policy.")
                    : granted(user, first(form, "scope"));
        }
        return refused(400, "unsupported_grant_type", "The grant type is not supported.");
    }

    private @Nullable String client(Http.Request request, Map<String, List<String>> form) {
        String basic = request.header("authorization");
        String id = first(form, "client_id");
        String secret = first(form, "client_secret");
        if (basic != null && basic.startsWith("Basic ")) {
            String pair = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            id = pair.substring(0, Math.max(0, colon));
            secret = pair.substring(colon + 1);
        }
        return !id.isEmpty() && secret.equals(secrets.get(id)) ? id : null;
    }

    private Http.Answer granted(String user, String scope) {
        Instant until = Instant.now().plus(expiresIn);
        String token = jwt(user, scope, until);
        valid.put(token, new Holder(user, until, true));
        return Http.Answer.json(
                200,
                Json.object(
                        "access_token",
                        token,
                        "scope",
                        scope.isEmpty() ? "all-apis" : scope,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        expiresIn.toSeconds()));
    }

    /** As Databricks' own: the driver reads the issuer and the time of its tokens. */
    private static String jwt(String user, String scope, Instant until) {
        Object header = Json.object("alg", "RS256", "typ", "at+jwt", "kid", "double");
        Object claims = Json.object(
                "iss",
                "https://localhost/oidc",
                "sub",
                user,
                "aud",
                "double",
                "scope",
                scope.isEmpty() ? "all-apis" : scope,
                "iat",
                Instant.now().getEpochSecond(),
                "exp",
                until.getEpochSecond(),
                "jti",
                UUID.randomUUID().toString());
        return encoded(header) + "." + encoded(claims) + "." + encoded("not a signature");
    }

    private static String encoded(Object part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Http.Answer refused(int status, String error, String description) {
        return Http.Answer.json(status, Json.object("error", error, "error_description", description));
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }
}
