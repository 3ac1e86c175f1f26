package dev.askdesk.starters.slack;

import java.time.Instant;
import java.util.regex.Pattern;

/** Slack's {@code ts}: seconds and a part that makes it unique in its channel. It names messages and threads. */
final class SlackTime {
    private static final Pattern TS = Pattern.compile("\\d{1,11}\\.\\d{1,9}");

    private SlackTime() {}

    static boolean isTs(String text) {
        return TS.matcher(text).matches();
    }

    static Instant of(String ts) {
        int dot = ts.indexOf('.');
        long nanos = Long.parseLong((ts.substring(dot + 1) + "000000000").substring(0, 9));
        return Instant.ofEpochSecond(Long.parseLong(ts.substring(0, dot)), nanos);
    }
}
