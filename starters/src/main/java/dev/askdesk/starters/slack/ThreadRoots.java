package dev.askdesk.starters.slack;

import dev.askdesk.adapters.slack.SlackFront;
import dev.askdesk.adapters.slack.SlackFront.Self;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether a thread that Temporal does not know was begun by asking the app. That it was not is kept for an hour. */
final class ThreadRoots {
    private static final int MOST = 10_000;
    private static final Duration KEPT = Duration.ofHours(1);

    private final SlackFront slack;
    private final Self self;
    private final Clock clock;
    private final Map<String, Instant> others = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    });

    ThreadRoots(SlackFront slack, Self self, Clock clock) {
        this.slack = slack;
        this.self = self;
        this.clock = clock;
    }

    /** @throws dev.askdesk.adapters.OutsideException Slack does not tell */
    boolean isOurs(String channel, String thread) {
        String key = channel + "/" + thread;
        Instant until = others.get(key);
        if (until != null && until.isAfter(clock.instant())) {
            return false;
        }
        boolean ours = slack.root(channel, thread)
                .filter(root -> self.userId().equals(root.userId()) || SlackText.mentions(root.text(), self.userId()))
                .isPresent();
        if (!ours) {
            others.put(key, clock.instant().plus(KEPT));
        }
        return ours;
    }
}
