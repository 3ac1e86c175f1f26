package dev.askdesk.starters.slack;

import dev.askdesk.adapters.slack.Button;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the listener itself asks of Slack, beside what workflows do there. */
interface SlackSide {

    /**
     * A thread's first message.
     *
     * @param userId {@code null} where an app wrote it
     * @param botId {@code null} where a person wrote it
     */
    record Root(
            String text, @Nullable String userId, @Nullable String botId) {}

    /**
     * Empty where there is none that the app may read.
     *
     * @throws java.io.IOException Slack does not answer in time, or asks for patience
     */
    Optional<Root> root(Heard.Thread thread) throws java.io.IOException;

    /** Into the thread, for all. Best effort, like all below. */
    void post(Heard.Thread thread, String text);

    /** Into the thread, for one person's eyes. */
    void whisper(Heard.Thread thread, String userId, String text);

    /** To whoever clicked, for their eyes. */
    void respond(String responseUrl, String text);

    /** Opens the form that takes a correction of an answer. */
    void openCorrection(String triggerId, Button about);

    /** Puts a title and suggestions into the assistant's pane. */
    void greet(Heard.Thread pane);
}
