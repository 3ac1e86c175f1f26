package dev.askdesk.starters.slack;

import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import dev.askdesk.adapters.slack.SlackFront;
import dev.askdesk.adapters.slack.SlackFront.Self;
import dev.askdesk.starters.schedules.NoteRater;
import dev.askdesk.starters.web.WebServer;
import dev.askdesk.workers.Setting;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SettingsException;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.Limits;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens to Slack, by a socket, by HTTP, or both, until it is closed. It keeps no state: as many as one likes can run at
 * once, since Slack sends each event to one socket, and what comes twice is taken once.
 */
public final class SlackService implements AutoCloseable {
    /** Slack waits three seconds for an answer. */
    private static final Duration SIGNAL_DEADLINE = Duration.ofMillis(1_800);
    /** A question about a thread is asked while Slack waits. */
    private static final Duration FRONT_TIMEOUT = Duration.ofMillis(1_500);

    private static final int SOCKET_THREADS = 16;

    private final Self self;
    private final SlackFront front;
    private final ExecutorService calls;
    private final ExecutorService aside;
    private final Latencies latencies = new Latencies();
    private final @Nullable WebServer web;
    private final @Nullable SocketModeApp socket;

    /**
     * Connects and begins to listen.
     *
     * @param limits of the conversations that are begun
     * @param prompts questions that the assistant's pane begins with
     * @throws SettingsException a token or a secret is missing
     * @throws dev.askdesk.adapters.OutsideException Slack refuses the token, or does not answer
     * @throws IOException a socket cannot be opened
     */
    public SlackService(WorkflowClient client, Settings settings, Limits limits, List<String> prompts)
            throws IOException {
        SlackSettings slack = settings.slack();
        String botToken = required(slack.botToken(), Setting.SLACK_BOT_TOKEN);
        boolean http = slack.listen() != Listen.SOCKET;
        boolean socketMode = slack.listen() != Listen.HTTP;
        String secret = http ? required(slack.signingSecret(), Setting.SLACK_SIGNING_SECRET) : null;
        String appToken = socketMode ? required(slack.appToken(), Setting.SLACK_APP_TOKEN) : "";
        this.front = new SlackFront(slack.apiUrl(), botToken, FRONT_TIMEOUT);
        this.self = front.self();
        this.calls = pool("slack-signal", 48, 200);
        this.aside = pool("slack-aside", 4, 1_000);
        Conversations conversations = new TemporalConversations(
                client,
                settings.taskQueue(),
                limits,
                new Chat(slack.taskQueue(), slack.reminder()),
                new NoteRater(client, settings.desk().taskQueue()),
                calls,
                SIGNAL_DEADLINE);
        Listener listener = new Listener(
                self, conversations, front, new ThreadRoots(front, self, Clock.systemUTC()), aside, prompts);
        SlackApp app = new SlackApp(slack.apiUrl(), botToken, secret, new SlackReader(self), listener, latencies);
        app.bolt().start();
        this.web = http ? web(slack.port(), app) : null;
        this.socket = socketMode ? socket(appToken, app) : null;
    }

    private static WebServer web(int port, SlackApp app) {
        SlackHttp http = new SlackHttp(app);
        return new WebServer(port, Map.of(SlackHttp.PATH, http::answer), () -> true);
    }

    private static SocketModeApp socket(String appToken, SlackApp app) throws IOException {
        SocketModeApp socket =
                new SocketModeApp(appToken, app.bolt(), SocketModeClient.Backend.JavaWebSocket, SOCKET_THREADS);
        try {
            socket.startAsync();
        } catch (Exception e) {
            throw new IOException("Slack's socket does not open: " + e.getMessage(), e);
        }
        return socket;
    }

    private static String required(dev.askdesk.workers.@Nullable Secret secret, Setting setting) {
        if (secret == null) {
            throw new SettingsException(
                    "Set " + setting.variable() + ": " + setting.description() + " How to get it is in docs/slack.md.");
        }
        return secret.value();
    }

    private static ExecutorService pool(String name, int threads, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** One line for people. */
    public String where() {
        WebServer served = web;
        String http = served == null ? "" : "http port " + served.port() + SlackHttp.PATH;
        String mode = socket == null ? "" : "socket mode";
        return self.team() + (mode.isEmpty() ? "" : ", " + mode) + (http.isEmpty() ? "" : ", " + http);
    }

    /** 0 where nothing is listened to over HTTP. */
    public int port() {
        return web == null ? 0 : web.port();
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Takes nothing more; what was taken has been signalled. */
    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (Exception e) {
                throw new IllegalStateException("Slack's socket does not close", e);
            }
        }
        if (web != null) {
            web.close();
        }
        calls.shutdown();
        aside.shutdown();
        front.close();
    }
}
