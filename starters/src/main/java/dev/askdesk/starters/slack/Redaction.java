package dev.askdesk.starters.slack;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Slack's tokens and one-time addresses do not leave the process, not in an error either. */
public final class Redaction {
    private static final Pattern TOKEN = Pattern.compile("\\bx(?:ox[a-z]|app)(?:\\.xox[a-z])?-[A-Za-z0-9-]+");
    private static final Pattern TICKET = Pattern.compile("([?&](?:ticket|token|app_id)=)[^&\\s]+");

    private Redaction() {}

    public static String of(@Nullable String text) {
        String withoutTokens = TOKEN.matcher(String.valueOf(text)).replaceAll("********");
        return TICKET.matcher(withoutTokens).replaceAll("$1********");
    }
}
