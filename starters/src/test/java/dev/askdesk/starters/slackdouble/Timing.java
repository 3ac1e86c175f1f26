package dev.askdesk.starters.slackdouble;

import java.time.Duration;
import java.util.List;

/**
 * How long Slack waits.
 *
 * @param ack for an answer to a delivery; 3 s (https://docs.slack.dev/apis/events-api/#responding)
 * @param retries before each further delivery of an event; at once, after a minute, after five
 * @param trigger how long a trigger_id opens a view; 3 s
 */
record Timing(Duration ack, List<Duration> retries, Duration trigger) {

    static final Timing OF_SLACK = new Timing(
            Duration.ofSeconds(3),
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5)),
            Duration.ofSeconds(3));
}
