package dev.askdesk.starters.slack;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.adapters.slack.SlackFront;
import dev.askdesk.adapters.slack.SlackFront.Self;
import dev.askdesk.starters.slack.Conversations.Reception;
import dev.askdesk.workflows.ask.AskWorkflowImpl;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what somebody did in Slack into a signal. It keeps nothing but what it has looked up, so several can run; a
 * delivery that comes twice ends in the same signal, which its conversation takes once. What Slack itself is told beside
 * (a notice, a form) is done apart, and never holds up the acknowledgement.
 */
final class Listener {
    static final String HELP = "Ask me about the fund's data, in plain words: mention me in a channel, write to me"
            + " directly, or use /ask with your question. I answer in a thread, with the SQL and the tables that the"
            + " answer rests on. Reply in the thread to go on (“and in 2022?”). When something is unclear I ask back. Edit"
            + " your question to have it asked anew, or press Stop.";

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final String ENDED = "This conversation has ended. Ask again in a new message.";

    private final Self self;
    private final Conversations conversations;
    private final SlackFront slack;
    private final ThreadRoots roots;
    private final Executor aside;
    private final List<String> prompts;

    /**
     * @param aside does what Slack is told beside; may refuse work
     * @param prompts questions that the assistant's pane begins with
     */
    Listener(
            Self self,
            Conversations conversations,
            SlackFront slack,
            ThreadRoots roots,
            Executor aside,
            List<String> prompts) {
        this.self = self;
        this.conversations = conversations;
        this.slack = slack;
        this.roots = roots;
        this.aside = aside;
        this.prompts = List.copyOf(prompts);
    }

    /**
     * @throws Conversations.Unavailable nothing was signalled: Slack is to deliver it again
     * @throws OutsideException the same, since Slack did not tell what a thread is
     */
    void take(Inbound inbound) {
        if (inbound instanceof Inbound.Said said) {
            said(said);
        } else if (inbound instanceof Inbound.Edited edited) {
            edited(edited);
        } else if (inbound instanceof Inbound.Deleted deleted) {
            conversations.delete(deleted.channel(), deleted.thread(), deleted.ts());
        } else if (inbound instanceof Inbound.Pressed pressed) {
            pressed(pressed);
        } else if (inbound instanceof Inbound.Corrected corrected) {
            conversations.rate(
                    corrected.conversationId(),
                    new Feedback(
                            corrected.messageId(),
                            corrected.userId(),
                            false,
                            corrected.correction().isEmpty() ? null : corrected.correction(),
                            corrected.sql()));
        } else if (inbound instanceof Inbound.Commanded commanded) {
            commanded(commanded);
        } else if (inbound instanceof Inbound.PaneOpened pane && !prompts.isEmpty()) {
            aside(() -> slack.suggest(pane.channel(), pane.thread(), prompts));
        }
    }

    private void said(Inbound.Said said) {
        if (said.text().isBlank()) {
            if (said.addressed()) {
                whisper(said.channel(), said.thread(), said.userId(), HELP);
            }
            return;
        }
        if (said.text().length() > AskWorkflowImpl.MAX_TEXT) {
            whisper(said.channel(), said.thread(), said.userId(), tooLong(said.text()));
            return;
        }
        UserMessage message = message(said.ts(), said.userId(), said.text());
        // Where neither is true, it is a thread of others.
        if (said.addressed() || reception(said.channel(), said.thread(), message) == Reception.ENDED) {
            conversations.begin(said.channel(), said.thread(), message);
        }
    }

    /** Messages can overtake each other, so a thread that nobody knows may be one of ours whose first is on its way. */
    private Reception reception(String channel, String thread, UserMessage message) {
        Reception reception = conversations.say(channel, thread, message);
        boolean ours = reception == Reception.UNKNOWN && roots.isOurs(channel, thread);
        return ours ? Reception.ENDED : reception;
    }

    private void edited(Inbound.Edited edited) {
        if (edited.text().isBlank() || edited.text().length() > AskWorkflowImpl.MAX_TEXT) {
            return;
        }
        UserMessage message = message(edited.ts(), edited.userId(), edited.text());
        Reception reception = conversations.edit(edited.channel(), edited.thread(), message);
        if (reception == Reception.UNKNOWN && edited.addressed()) {
            // Only with its new words it is meant for the app.
            conversations.begin(edited.channel(), edited.thread(), message);
        }
    }

    private void pressed(Inbound.Pressed pressed) {
        Button button = pressed.button();
        boolean note = pressed.action() == Button.Action.NOTE_UP || pressed.action() == Button.Action.NOTE_DOWN;
        if (note) {
            conversations.rateNote(button.messageId(), pressed.userId(), pressed.action() == Button.Action.NOTE_UP);
            thank(pressed);
            return;
        }
        if (!button.conversationId().startsWith(Conversation.ID_PREFIX + pressed.channel() + "/")) {
            LOG.warn("A button of another channel was pressed.");
            return;
        }
        switch (pressed.action()) {
            case STOP ->
                asAsker(pressed, () -> conversations.stop(button.conversationId(), button.messageId()), "stop it");
            case OPTION -> asAsker(pressed, () -> chosen(pressed), "reply to it by a button");
            case ANSWER -> show(pressed, Panel.ANSWER);
            case EVIDENCE -> show(pressed, Panel.EVIDENCE);
            case SQL -> show(pressed, Panel.SQL);
            case UP -> rate(pressed, true);
            case DOWN -> rate(pressed, false);
            default -> aside(() -> slack.openForm(pressed.triggerId(), CorrectionForm.json(button)));
        }
    }

    private interface Signal {
        Reception send();
    }

    private void asAsker(Inbound.Pressed pressed, Signal signal, String what) {
        if (pressed.userId().equals(pressed.button().userId())) {
            tellIfGone(pressed, signal.send());
        } else {
            notice(pressed, "Only who asked can " + what + ". Ask a question of your own in this thread.");
        }
    }

    /** Under one id for all buttons of a message, so that a second click says nothing more. */
    private Reception chosen(Inbound.Pressed pressed) {
        Button button = pressed.button();
        String option = button.option();
        String[] thread = button.conversationId().split("/", -1);
        if (option == null || option.isBlank() || thread.length != 3) {
            return Reception.TAKEN;
        }
        UserMessage reply =
                new UserMessage("choice/" + pressed.ts(), pressed.userId(), option, Timestamps.instant(pressed.at()));
        return conversations.say(thread[1], thread[2], reply);
    }

    private void show(Inbound.Pressed pressed, Panel panel) {
        Button button = pressed.button();
        tellIfGone(
                pressed,
                conversations.show(
                        button.conversationId(), new ShowPanel(button.messageId(), pressed.userId(), panel)));
    }

    private void rate(Inbound.Pressed pressed, boolean helpful) {
        Button button = pressed.button();
        Reception reception = conversations.rate(
                button.conversationId(), new Feedback(button.messageId(), pressed.userId(), helpful, null, null));
        tellIfGone(pressed, reception);
        if (reception == Reception.TAKEN) {
            thank(pressed);
        }
    }

    private void thank(Inbound.Pressed pressed) {
        notice(pressed, "Noted, thank you.");
    }

    private void tellIfGone(Inbound.Pressed pressed, Reception reception) {
        if (reception != Reception.TAKEN) {
            notice(pressed, ENDED);
        }
    }

    private void notice(Inbound.Pressed pressed, String text) {
        whisper(pressed.channel(), pressed.thread(), pressed.userId(), text);
    }

    private void commanded(Inbound.Commanded commanded) {
        if (!isHelp(commanded.text()) && commanded.text().length() <= AskWorkflowImpl.MAX_TEXT) {
            conversations.command(
                    commanded.channel(), commanded.userId(), commanded.text(), commanded.triggerId(), Instant.now());
        }
    }

    /** What whoever gave a command sees at once. */
    static String acknowledgement(Inbound.Commanded commanded) {
        if (isHelp(commanded.text())) {
            return HELP;
        }
        return commanded.text().length() > AskWorkflowImpl.MAX_TEXT ? tooLong(commanded.text()) : "";
    }

    private static boolean isHelp(String text) {
        return text.isBlank() || text.strip().equalsIgnoreCase("help");
    }

    private static String tooLong(String text) {
        return "Your message has " + text.length() + " characters; at most " + AskWorkflowImpl.MAX_TEXT
                + " are taken. Ask it in fewer words.";
    }

    private static UserMessage message(String ts, String userId, String text) {
        return new UserMessage(ts, userId, text, Timestamps.instant(ts));
    }

    private void whisper(String channel, @Nullable String thread, String userId, String text) {
        aside(() -> slack.whisper(channel, thread, userId, text));
    }

    private void aside(Runnable call) {
        try {
            aside.execute(() -> {
                try {
                    call.run();
                } catch (OutsideException failed) {
                    LOG.warn("A notice was not shown: {}", failed.getMessage());
                }
            });
        } catch (RejectedExecutionException busy) {
            LOG.warn("A notice was not shown: too much is going on.");
        }
    }

    Self self() {
        return self;
    }
}
