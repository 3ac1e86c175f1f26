package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.starters.slackdouble.SlackChannel.Kind;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A workspace of Slack in this process, spoken to over the protocols of the real one: the Web API, Socket Mode, and
 * the Events API over HTTP, so that Slack's own libraries work with it unchanged. Tests play the users ({@code says},
 * {@code clicks}, {@code submits}, …), then read what the app did. Safe for use by many threads.
 *
 * <p>Deliveries go over Socket Mode, until {@link #postsTo(URI)}.
 */
public final class SlackDouble implements AutoCloseable {

    public static final String BOT_TOKEN = "xoxb-double-bot";
    public static final String APP_TOKEN = "xapp-1-double-app";
    public static final String SIGNING_SECRET = "double-signing-secret";

    private final Workspace workspace = new Workspace();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "slack-double-timer");
        thread.setDaemon(true);
        return thread;
    });
    private final Faults faults;
    private final WebApi api;
    private final SocketTransport socket;
    private final Outbox outbox;
    private final Events events;
    private final Assistants assistants;
    private final Chat chat;
    private final Files files;
    private final Views views;
    private final Interactions interactions;
    private volatile Timing timing = Timing.OF_SLACK;

    /**
     * A request to the Web API, an upload URL ("upload") or a response URL ("response_url").
     *
     * @param attempt how often the same was asked by now, from 1
     * @param arguments all but the token
     * @param status of HTTP; 0 where the connection ended without an answer
     * @param error what Slack refused it with
     * @param done whether it had its effect, whatever was answered
     */
    public record Call(
            String method,
            Instant at,
            int attempt,
            ObjectNode arguments,
            int status,
            @Nullable String error,
            boolean done) {}

    /** What one user was shown. */
    public record Ephemeral(
            String channel,
            String user,
            String ts,
            @Nullable String threadTs,
            ObjectNode message) {}

    /** An uploaded file and the messages it is in. */
    @SuppressWarnings("ArrayRecordComponent")
    public record SharedFile(String id, String name, String title, byte[] bytes, List<Share> shares) {}

    /** @param ts the message with the file */
    public record Share(String channel, String ts, @Nullable String threadTs) {}

    /** A form that a user has before them. */
    public record OpenView(String id, String user, ObjectNode view) {}

    /**
     * How deliveries went.
     *
     * @param sent events, interactions and commands
     * @param attempts at sending them that ended
     * @param taken in Slack's time
     * @param late attempts that took longer
     */
    public record Counters(int sent, int attempts, int taken, int late) {}

    /** With the shares of faults drawn from seed 1. */
    public SlackDouble() {
        this(1);
    }

    public SlackDouble(long seed) {
        Supplier<Timing> times = () -> timing;
        faults = new Faults(seed);
        api = new WebApi(workspace, faults);
        socket = new SocketTransport(workspace.app, times, timer);
        outbox = new Outbox(faults, timer, socket);
        events = new Events(workspace, outbox, faults);
        assistants = new Assistants(workspace, events);
        chat = new Chat(workspace, events, assistants);
        files = new Files(workspace, chat);
        views = new Views(workspace, times);
        ResponseUrls hooks = new ResponseUrls(workspace, chat, api.url("/hook/"));
        interactions = new Interactions(workspace, outbox, views, hooks);
        Methods methods = new Methods(workspace);
        chat.into(methods);
        assistants.into(methods);
        files.into(methods, api.url("/upload/v1/"));
        views.into(methods);
        new Conversations(workspace).into(methods);
        new People(workspace).into(methods);
        methods.add("apps.connections.open", null, arguments -> Json.ok("url", socket.url()));
        socket.open();
        api.tokens(BOT_TOKEN, APP_TOKEN);
        api.start(methods, files, hooks);
    }

    /** For {@code SlackConfig.setMethodsEndpointUrlPrefix}. */
    public String apiUrl() {
        return api.url("/api/");
    }

    public String team() {
        return workspace.team;
    }

    public String app() {
        return workspace.app;
    }

    /** The bot as a user, as it is mentioned. */
    public String botUser() {
        return workspace.botUser;
    }

    /** The bot as messages name it. */
    public String bot() {
        return workspace.bot;
    }

    /** From now on other tokens are {@code invalid_auth}. */
    public void tokens(String bot, String app) {
        api.tokens(bot, app);
    }

    /** What the bot's token may do; at first all that the app needs. */
    public void scopes(Set<String> granted) {
        workspace.scopes(granted);
    }

    public Set<String> scopes() {
        return Set.copyOf(workspace.scopes());
    }

    /** Which events the app hears of, as "message.im"; a type with "-" before it no longer. */
    public void subscribes(String... types) {
        for (String type : types) {
            if (type.startsWith("-")) {
                events.unsubscribe(type.substring(1));
            } else {
                events.subscribe(type);
            }
        }
    }

    /** How long Slack waits for an answer, and before each of its retries; 3 s, and 0 s, 60 s, 300 s at first. */
    public void waits(Duration forAnswer, Duration... beforeRetries) {
        timing = new Timing(forAnswer, List.of(beforeRetries), timing.trigger());
    }

    /** How long a {@code trigger_id} lives; 3 s at first. */
    public void triggersLive(Duration time) {
        timing = new Timing(timing.ack(), timing.retries(), time);
    }

    public Faults faults() {
        return faults;
    }

    /** All of Slack away: HTTP 503, connections dropped. Events wait until it is back. */
    public void down(boolean now) {
        faults.down(now);
        if (now) {
            socket.drops(true);
        }
    }

    // Who and what there is

    /** A full member; the id is {@code U} and a number, the address {@code name@firm.example}. */
    public String user(String name) {
        return user(SlackUser.named(workspace.nextId("U"), name));
    }

    /** A user as given, or as changed. */
    public String user(SlackUser user) {
        synchronized (workspace) {
            workspace.users.put(user.id(), user);
            return user.id();
        }
    }

    public void changes(String user, UnaryOperator<SlackUser> change) {
        synchronized (workspace) {
            workspace.users.put(user, change.apply(workspace.user(user)));
        }
    }

    /** The bot is in it where it is among the members. */
    public String publicChannel(String name, String... members) {
        return channel(Kind.PUBLIC, workspace.nextId("C"), name, members);
    }

    /** With an id that settings can name before there is a workspace. */
    public String publicChannelWithId(String id, String name, String... members) {
        return channel(Kind.PUBLIC, id, name, members);
    }

    public String privateChannel(String name, String... members) {
        return channel(Kind.PRIVATE, workspace.nextId("C"), name, members);
    }

    /** Several users with the bot. */
    public String groupMessage(String... users) {
        String[] all = Arrays.copyOf(users, users.length + 1);
        all[users.length] = workspace.botUser;
        return channel(Kind.GROUP_DIRECT, workspace.nextId("C"), String.join("--", users), all);
    }

    /** The direct messages of a user with the bot. */
    public String directMessage(String user) {
        return workspace.direct(user).id;
    }

    /** A channel with an id of the test's choice, as private ones once began with G. */
    String channel(Kind kind, String id, String name, String... members) {
        return workspace.add(new SlackChannel(id, kind, name, List.of(members))).id;
    }

    public void archives(String channel, boolean now) {
        synchronized (workspace) {
            workspace.place(channel).archived = now;
        }
    }

    /** With another firm, by Slack Connect. */
    public void sharesExternally(String channel, boolean now) {
        synchronized (workspace) {
            workspace.place(channel).sharedExternally = now;
        }
    }

    /** The app hears of it where it subscribes to "member_joined_channel". */
    public void joins(String user, String channel) {
        member(user, channel, true);
    }

    public void leaves(String user, String channel) {
        member(user, channel, false);
    }

    private void member(String user, String channelId, boolean joins) {
        synchronized (workspace) {
            SlackChannel channel = workspace.place(channelId);
            boolean changed = joins ? channel.members.add(user) : channel.members.remove(user);
            if (changed) {
                ObjectNode event = Json.object("type", joins ? "member_joined_channel" : "member_left_channel");
                event.put("user", user).put("channel", channelId).put("team", workspace.team);
                event.put("channel_type", channel.kind == Kind.PUBLIC ? "C" : "G");
                events.other(channel, channel.kind.family + ":read", event);
            }
        }
    }

    public String userGroup(String handle, String... users) {
        synchronized (workspace) {
            String id = workspace.nextId("S");
            workspace.groups.put(id, new Workspace.UserGroup(id, handle, List.of(users)));
            return id;
        }
    }

    // What users do

    /** Posts as Slack stores it, so with {@code <@U…>} for a mention; gives the message's time stamp. */
    public String says(String user, String channelId, @Nullable String threadTs, String text) {
        synchronized (workspace) {
            SlackChannel channel = workspace.place(channelId);
            String block = workspace.nextId("b");
            ObjectNode message = Json.object("user", user, "type", "message", "client_msg_id", block, "text", text);
            message.put("team", workspace.team).set("blocks", Json.array(List.of(richText(block, text))));
            events.posted(channel, workspace.store(channel, message, threadTs));
            return message.path("ts").asText();
        }
    }

    private static ObjectNode richText(String id, String text) {
        ObjectNode section = Json.object(
                "type", "rich_text_section", "elements", List.of(Json.object("type", "text", "text", text)));
        return Json.object("type", "rich_text", "block_id", id, "elements", List.of(section));
    }

    /** Another app's message, without a user. */
    public String otherBotSays(String botId, String channelId, @Nullable String threadTs, String text) {
        synchronized (workspace) {
            SlackChannel channel = workspace.place(channelId);
            ObjectNode message =
                    Json.object("type", "message", "subtype", "bot_message", "bot_id", botId, "text", text);
            message.put("username", "other bot");
            events.posted(channel, workspace.store(channel, message, threadTs));
            return message.path("ts").asText();
        }
    }

    public void edits(String user, String channel, String ts, String text) {
        change(channel, ts, message -> {
            message.put("text", text).set("edited", Json.object("user", user, "ts", workspace.nextTs()));
            message.set("blocks", Json.array(List.of(richText(workspace.nextId("b"), text))));
        });
    }

    /** Slack adds the preview of a link: changed, and yet the same text. */
    public void unfurls(String channel, String ts, String link) {
        change(channel, ts, message -> message.withArray("/attachments")
                .add(Json.object("from_url", link, "title", "A page", "id", 1, "fallback", "A page")));
    }

    private void change(String channelId, String ts, java.util.function.Consumer<ObjectNode> change) {
        synchronized (workspace) {
            SlackChannel channel = workspace.place(channelId);
            ObjectNode message = message(channel, ts);
            ObjectNode before = message.deepCopy();
            change.accept(message);
            events.changed(channel, message.deepCopy(), before);
        }
    }

    private static ObjectNode message(SlackChannel channel, String ts) {
        ObjectNode message = channel.messages.get(ts);
        if (message == null) {
            throw new IllegalArgumentException("No message " + ts + " in " + channel.id);
        }
        return message;
    }

    public void deletes(String channelId, String ts) {
        synchronized (workspace) {
            SlackChannel channel = workspace.place(channelId);
            chat.remove(channel, message(channel, ts));
        }
    }

    /** Opens the assistant while looking at a channel, or at none; gives the new thread of the direct messages. */
    public String opensAssistant(String user, @Nullable String lookingAt) {
        synchronized (workspace) {
            SlackChannel channel = workspace.direct(user);
            ObjectNode root = chat.ofBot("New Assistant Thread").put("subtype", "assistant_app_thread");
            root.set("assistant_app_thread", Json.object("title", "New Assistant Thread", "title_blocks", List.of()));
            String ts = workspace.store(channel, root, null).path("ts").asText();
            root.put("thread_ts", ts);
            ObjectNode context = Json.object("channel_id", lookingAt, "team_id", lookingAt == null ? null : team());
            events.assistantOpened(channel, user, ts, context);
            return ts;
        }
    }

    /** Clicks a button of a message in a channel. */
    public Delivery clicks(String user, String channelId, String ts, String actionId) {
        return chooses(user, channelId, ts, actionId, null);
    }

    /** Chooses from a list or menu of a message by the option's value. */
    public Delivery chooses(String user, String channelId, String ts, String actionId, @Nullable String value) {
        synchronized (workspace) {
            ObjectNode message = message(workspace.place(channelId), ts);
            return interactions.acts(user, channelId, message, actionId, value);
        }
    }

    /** Clicks a button of what only this user was shown. */
    public Delivery clicksEphemeral(Ephemeral shown, String actionId) {
        synchronized (workspace) {
            return interactions.acts(shown.user(), shown.channel(), shown.message(), actionId, null);
        }
    }

    /** Sends a form; values by {@code action_id}, of lists the option's. */
    public Delivery submits(String user, String viewId, Map<String, String> values) {
        synchronized (workspace) {
            return interactions.submits(user, viewId, values);
        }
    }

    public Delivery command(String user, String channel, String command, String text) {
        synchronized (workspace) {
            return interactions.command(user, channel, command, text);
        }
    }

    // How it reaches the app

    /** From now on deliveries are signed requests to the app's URL; over Socket Mode again with {@code null}. */
    public void postsTo(@Nullable URI target) {
        outbox.over(target == null ? socket : new HttpTransport(target, SIGNING_SECRET, () -> timing, timer));
    }

    /** Slack's question whether the URL is the app's; the answer should be the challenge. */
    public HttpResponse<String> challenges(URI target, String challenge) {
        String body = Json.object("token", "verification", "challenge", challenge, "type", "url_verification")
                .toString();
        return posts(target, "application/json", body, signature(SIGNING_SECRET, Instant.now(), body));
    }

    /** The headers of a signed request: Slack's, or with another secret or time a forger's. */
    public static Map<String, String> signature(String secret, Instant at, String body) {
        return Signing.headers(secret, at, body);
    }

    /** A request to the app with any headers. */
    public HttpResponse<String> posts(URI target, String contentType, String body, Map<String, String> headers) {
        return new HttpTransport(target, SIGNING_SECRET, () -> timing, timer).post(contentType, body, headers);
    }

    /** Open connections of Socket Mode. */
    public int connections() {
        return socket.connections();
    }

    /** Announces the end of the oldest connection, or of all, as "warning" or "refresh_requested". */
    public void disconnects(String reason, boolean all, Duration closedAfter) {
        socket.disconnects(reason, all, closedAfter);
    }

    /** Ends the oldest connection, or all, without a word. */
    public void drops(boolean all) {
        socket.drops(all);
    }

    // What there is to see

    /** The parent and its replies, the oldest first. */
    public List<ObjectNode> thread(String channel, String ts) {
        synchronized (workspace) {
            return copies(workspace.place(channel).thread(ts));
        }
    }

    /** All messages of a channel with those of threads, the oldest first. */
    public List<ObjectNode> channel(String channel) {
        synchronized (workspace) {
            return copies(List.copyOf(workspace.place(channel).messages.values()));
        }
    }

    private static List<ObjectNode> copies(List<ObjectNode> messages) {
        return messages.stream().map(ObjectNode::deepCopy).toList();
    }

    public List<Ephemeral> ephemerals() {
        synchronized (workspace) {
            return List.copyOf(workspace.ephemerals);
        }
    }

    /** Completed uploads. */
    public List<SharedFile> files() {
        synchronized (workspace) {
            return files.completed();
        }
    }

    public List<OpenView> openViews() {
        synchronized (workspace) {
            return views.all();
        }
    }

    /** What an assistant's thread says the app is doing; empty once it has answered. */
    public String status(String channel, String threadTs) {
        synchronized (workspace) {
            return assistants.status(channel, threadTs);
        }
    }

    public String title(String channel, String threadTs) {
        synchronized (workspace) {
            return assistants.title(channel, threadTs);
        }
    }

    public JsonNode suggestedPrompts(String channel, String threadTs) {
        synchronized (workspace) {
            return assistants.prompts(channel, threadTs);
        }
    }

    /** All requests, the oldest first. */
    public List<Call> calls() {
        return api.calls();
    }

    public List<Call> calls(String method) {
        return calls().stream().filter(call -> call.method().equals(method)).toList();
    }

    public List<Delivery> deliveries() {
        return outbox.deliveries();
    }

    public Counters counters() {
        int sent = 0;
        int attempts = 0;
        int taken = 0;
        int late = 0;
        for (Delivery delivery : deliveries()) {
            sent++;
            taken += delivery.isTaken() ? 1 : 0;
            for (Delivery.Answer answer : delivery.answers()) {
                attempts++;
                late += answer.late() ? 1 : 0;
            }
        }
        return new Counters(sent, attempts, taken, late);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        socket.close();
        api.close();
    }
}
