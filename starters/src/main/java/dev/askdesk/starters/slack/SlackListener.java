package dev.askdesk.starters.slack;

import com.slack.api.Slack;
import dev.askdesk.starters.schedules.NoteRater;
import dev.askdesk.starters.web.WebServer;
import dev.askdesk.workers.Secret;
import dev.askdesk.workers.SettingsException;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.Limits;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hears Slack and signals workflows. It keeps nothing that matters: any number of processes can listen at once. */
public final class SlackListener implements AutoCloseable {
    private static final Duration FIRST_CONNECTION = Duration.ofSeconds(10);

    private final List<SocketConnection> sockets = new ArrayList<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Timings timings = new Timings();
    private final SlackIdentity identity;
    private @Nullable WebServer web;

    /**
     * @param listen how events come in
     * @param connections of Socket Mode: with two, one takes the events while the other is renewed
     * @param prompts suggestions in the assistant's pane, four at most
     * @param notes {@code null} where ratings of Desk's notes are not taken
     * @param command {@code null} where {@code /ask} takes no questions
     */
    public record Options(
            Listen listen,
            int connections,
            List<String> prompts,
            @Nullable NoteRatings notes,
            @Nullable CommandStarter command) {
        public Options {
            prompts = List.copyOf(prompts);
        }

        /** Without takers of ratings and commands, which are Temporal's. */
        public Options(Listen listen, int connections, List<String> prompts) {
            this(listen, connections, prompts, null, null);
        }

        Options with(NoteRatings takingRatings, CommandStarter takingCommands) {
            return new Options(listen, connections, prompts, takingRatings, takingCommands);
        }
    }

    private SlackListener(SlackIdentity identity) {
        this.identity = identity;
    }

    /**
     * Begins to listen; returns once Slack is connected.
     *
     * @param taskQueue of conversations
     * @param deskQueue of Desk, whose notes are rated
     * @param limits of conversations, but for how long one stays open
     * @throws SettingsException a token is missing or refused
     */
    public static SlackListener start(
            SlackSettings settings,
            WorkflowClient client,
            String taskQueue,
            String deskQueue,
            Limits limits,
            Options options) {
        Limits inThreads = new Limits(
                limits.repairs(),
                limits.clarifications(),
                limits.clarificationWait(),
                settings.idle(),
                limits.questionsPerRun(),
                limits.searchAttributes(),
                limits.candidates());
        Chat chat = new Chat(settings.taskQueue(), settings.reminder());
        TemporalConversations conversations =
                new TemporalConversations(client, taskQueue, inThreads, chat, new NoteRater(client, deskQueue));
        return start(settings, conversations, options.with(conversations::rateNote, conversations::command));
    }

    static SlackListener start(SlackSettings settings, AskConversations conversations, Options options) {
        Secret botToken = SlackSetup.botToken(settings);
        SlackSetup.complete(settings, options.listen());
        SlackListener listener = new SlackListener(SlackIdentity.ask(settings.apiUrl(), botToken, settings.timeout()));
        try {
            listener.open(settings, botToken, conversations, options);
            return listener;
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private void open(SlackSettings settings, Secret botToken, AskConversations conversations, Options options) {
        InstantSource clock = InstantSource.system();
        if (conversations instanceof AutoCloseable closing) {
            open.push(closing);
        }
        SlackWeb side = opened(new SlackWeb(settings.apiUrl(), botToken, settings.timeout(), options.prompts()));
        Deliveries deliveries = opened(new Deliveries());
        Self self = identity.self();
        Intake intake = new Intake(
                self,
                new EventIntake(self, conversations, side, timings, clock),
                new ClickIntake(conversations, side, options.notes(), timings),
                new CommandIntake(self, options.command()),
                timings);
        Slack slack = SlackClients.of(settings.apiUrl(), settings.timeout());
        SlackApp app = new SlackApp(slack, botToken, settings.signingSecret(), intake);
        Secret signingSecret = settings.signingSecret();
        if (options.listen() != Listen.SOCKET && signingSecret != null) {
            HttpEvents http = new HttpEvents(app, deliveries, signingSecret.value(), clock);
            web = opened(WebServer.start(settings.port(), HttpEvents.LARGEST, this::isConnected, http::add));
        }
        Secret appToken = settings.appToken();
        if (options.listen() != Listen.HTTP && appToken != null) {
            for (int i = 0; i < options.connections(); i++) {
                sockets.add(opened(new SocketConnection(slack, appToken, app, deliveries).start()));
            }
            awaitSocket();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** A token that is refused is said at once; a Slack that is away may come. */
    private void awaitSocket() {
        long until = System.nanoTime() + FIRST_CONNECTION.toNanos();
        while (!isConnected() && System.nanoTime() < until) {
            for (SocketConnection socket : sockets) {
                String refusal = socket.refusal();
                if (refusal != null) {
                    throw SlackSetup.refusedAppToken(refusal);
                }
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Whether Slack can reach it, as far as it knows. */
    public boolean isConnected() {
        return sockets.isEmpty() || sockets.stream().anyMatch(SocketConnection::isOpen);
    }

    /** The port of events over HTTP; 0 without. */
    public int port() {
        WebServer server = web;
        return server == null ? 0 : server.port();
    }

    /** For people: who it is, and how it listens. */
    public String shown() {
        List<String> ways = new ArrayList<>();
        if (!sockets.isEmpty()) {
            ways.add(isConnected() ? "Socket Mode" : "Socket Mode (not connected yet)");
        }
        if (web != null) {
            ways.add("HTTP port " + port() + HttpEvents.PATH);
        }
        return identity.shown() + ", by " + String.join(" and ", ways);
    }

    /** How many deliveries became signals. */
    public long signalled() {
        return timings.count();
    }

    /** An upper bound of the time from delivery to signal for this share of them, such as 0.95. */
    public Duration timeToSignal(double share) {
        return timings.percentile(share);
    }

    /** Takes no more, finishes what it took, and closes. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // The others are to be closed all the same.
            }
        }
    }
}
