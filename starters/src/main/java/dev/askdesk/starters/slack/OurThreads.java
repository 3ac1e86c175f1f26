package dev.askdesk.starters.slack;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether a thread without a conversation is one of ours all the same. Slack's events come in any order: a reply can come
 * before the question that it replies to. Then the thread's first message tells. That it is not ours is remembered only in
 * place of asking Slack again: a mention may make it ours at any time, heard by another process.
 */
final class OurThreads {
    private static final int REMEMBERED = 10_000;
    private static final Duration FOR = Duration.ofHours(1);
    private static final Duration YOUNG = Duration.ofMinutes(10);

    private final Self self;
    private final SlackSide slack;
    private final InstantSource clock;
    private final Remembered foreign;

    OurThreads(Self self, SlackSide slack, InstantSource clock) {
        this.self = self;
        this.slack = slack;
        this.clock = clock;
        this.foreign = new Remembered(REMEMBERED, FOR, clock);
    }

    /** @throws AskConversations.UnreachableException Slack does not say, and the thread is young enough to be ours */
    boolean isOurs(Heard.Thread thread) {
        if (foreign.contains(key(thread))) {
            return false;
        }
        Optional<SlackSide.Root> root;
        try {
            root = slack.root(thread);
        } catch (IOException e) {
            if (mayBeOnItsWay(thread.ts())) {
                throw new AskConversations.UnreachableException(e);
            }
            // Not ours so far as is known; the next reply asks again.
            return false;
        }
        boolean ours = root.isPresent() && isOurs(root.get());
        if (!ours) {
            foreign.add(key(thread));
        }
        return ours;
    }

    /** A young message may have been overtaken: then Slack is to deliver again, and nothing is lost. */
    boolean mayBeOnItsWay(String ts) {
        return SlackTime.of(ts).plus(YOUNG).isAfter(clock.instant());
    }

    private boolean isOurs(SlackSide.Root root) {
        String bot = self.botId();
        return self.userId().equals(root.userId())
                || (bot != null && bot.equals(root.botId()))
                || new MessageText(root.text(), self.userId()).mentionsUs();
    }

    private static String key(Heard.Thread thread) {
        return thread.channel() + "/" + thread.ts();
    }
}
