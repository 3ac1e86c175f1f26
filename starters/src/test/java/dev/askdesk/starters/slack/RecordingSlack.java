package dev.askdesk.starters.slack;

import dev.askdesk.adapters.slack.Button;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slack as the listener asks it: knows some threads, and writes down what people were told. */
final class RecordingSlack implements SlackSide {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<String, Root> roots = new HashMap<>();
    boolean away;

    @Override
    public Optional<Root> root(Heard.Thread thread) throws IOException {
        calls.add("root " + thread.channel() + " " + thread.ts());
        if (away) {
            throw new IOException("away");
        }
        return Optional.ofNullable(roots.get(thread.ts()));
    }

    @Override
    public void post(Heard.Thread thread, String text) {
        calls.add("post " + thread.channel() + " " + thread.ts() + " " + text);
    }

    @Override
    public void whisper(Heard.Thread thread, String userId, String text) {
        calls.add("whisper " + thread.channel() + " " + thread.ts() + " " + userId + " " + text);
    }

    @Override
    public void respond(String responseUrl, String text) {
        calls.add("respond " + responseUrl + " " + text);
    }

    @Override
    public void openCorrection(String triggerId, Button about) {
        calls.add("open " + triggerId + " " + about.messageId());
    }

    @Override
    public void greet(Heard.Thread pane) {
        calls.add("greet " + pane.channel() + " " + pane.ts());
    }
}
