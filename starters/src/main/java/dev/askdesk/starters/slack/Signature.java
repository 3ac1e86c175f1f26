package dev.askdesk.starters.slack;

import com.slack.api.app_backend.SlackSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a request is Slack's, looked at before anything of it is parsed. The sum is made by Slack's library; its own
 * verifier takes times that lie in the future, and compares in a time that depends on the text.
 */
final class Signature {
    static final String SIGNATURE = "X-Slack-Signature";
    static final String TIMESTAMP = "X-Slack-Request-Timestamp";

    /** Slack's advice. */
    static final Duration AGE = Duration.ofMinutes(5);

    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}");

    private final SlackSignature.Generator generator;
    private final InstantSource clock;

    Signature(String secret, InstantSource clock) {
        this.generator = new SlackSignature.Generator(secret);
        this.clock = clock;
    }

    /** @param body as its bytes were, in UTF-8 */
    boolean isValid(List<String> timestamps, List<String> signatures, String body) {
        if (timestamps.size() != 1 || signatures.size() != 1) {
            // Two of a kind: whoever reads only one of them may read the other.
            return false;
        }
        String timestamp = timestamps.get(0);
        if (!SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        long age = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp));
        return age <= AGE.toSeconds()
                && MessageDigest.isEqual(bytes(generator.generate(timestamp, body)), bytes(signatures.get(0)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
