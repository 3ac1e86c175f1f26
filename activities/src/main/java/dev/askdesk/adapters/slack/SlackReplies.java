package dev.askdesk.adapters.slack;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.adapters.slack.SlackThreads.Thread;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.governance.ChatAccess;
import dev.askdesk.workflows.ask.ChatActivity.Attached;
import dev.askdesk.workflows.ask.ChatActivity.OpenRequest;
import dev.askdesk.workflows.ask.ChatActivity.Opening;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.Place;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.RefusalRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.ChatActivity.TidyRequest;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What Ask shows in Slack: the place of each question, its reply, files, and what one person alone sees. */
public final class SlackReplies implements AutoCloseable {
    private final SlackThreads threads;
    private final SlackFiles files;
    private final ReplyBlocks blocks;
    private final ResultStore results;
    private final ChatAccess access;

    /** @param apiUrl with a slash at its end */
    public SlackReplies(
            URI apiUrl, String botToken, Duration timeout, ReplyBlocks blocks, ResultStore results, ChatAccess access) {
        this.threads = new SlackThreads(apiUrl, botToken, timeout);
        this.files = new SlackFiles(threads, timeout);
        this.blocks = blocks;
        this.results = results;
        this.access = access;
    }

    /** Posts the question of a command, which begins a thread; where the app is no member, in the direct messages. */
    public Opening open(OpenRequest request, boolean look) {
        return thereOrDirectly(
                request.userId(), () -> open(request, request.channel(), look), direct -> open(request, direct, look));
    }

    private Opening open(OpenRequest request, String channel, boolean look) {
        Thread place = new Thread(channel, "");
        return new Opening(channel, threads.post(place, blocks.opening(request), request.after(), look));
    }

    /** Tells somebody alone why their command is not taken, wherever it was given. */
    public void refuse(RefusalRequest request) {
        SlackMessage why = ReplyBlocks.notice(request.text());
        thereOrDirectly(
                request.userId(),
                () -> {
                    threads.whisper(new Thread(request.channel(), ""), request.userId(), why);
                    return request.channel();
                },
                // What only one person can read is not marked: said twice, it does no harm.
                direct -> threads.post(new Thread(direct, ""), why, "", false));
    }

    /** Does something in a channel or, where the app may not, in somebody's direct messages. */
    private <T> T thereOrDirectly(String userId, Supplier<T> there, Function<String, T> directly) {
        try {
            return there.get();
        } catch (OutsideException notThere) {
            if (notThere.type() != FailureType.CHANNEL_REQUEST) {
                throw notThere;
            }
            return directly.apply(threads.directChannel(userId));
        }
    }

    public Place begin(ProgressRequest request, boolean look) {
        Thread thread = Thread.of(request.conversationId());
        String place = request.place();
        SlackMessage progress = blocks.progress(request);
        return new Place(
                place == null
                        ? threads.post(thread, progress, request.messageId(), look)
                        : threads.put(thread, place, progress, request.messageId()));
    }

    public void progress(ProgressRequest request) {
        String place = request.place();
        if (place != null) {
            threads.update(Thread.of(request.conversationId()), place, blocks.progress(request));
        }
    }

    public Place reply(ReplyRequest request) {
        SlackMessage message = request.everybody() ? blocks.reply(request) : blocks.privately(request);
        return new Place(
                threads.put(Thread.of(request.conversationId()), request.place(), message, request.messageId()));
    }

    /** Puts a clarifying question without its buttons in its place; what somebody deleted is not asked again. */
    public void settle(ReplyRequest request) {
        String place = request.place();
        if (place != null) {
            threads.update(Thread.of(request.conversationId()), place, blocks.reply(request));
        }
    }

    /** Files go where the reply is read: into the thread, or to the asker alone. */
    public Attached attach(ReplyRequest request, boolean look) {
        if (!AnswerFiles.mayHave(request) || !(request.reply() instanceof Reply.Answer answer)) {
            return new Attached(List.of());
        }
        boolean may = access.mayRead(
                request.message().userId(), request.message(), answer.evidence().sql(), false);
        Optional<QueryResult> rows = may ? rows(answer) : Optional.empty();
        if (rows.isEmpty()) {
            return new Attached(List.of());
        }
        List<SlackFile> made = AnswerFiles.files(request, rows.get());
        Thread thread = request.everybody()
                ? Thread.of(request.conversationId())
                : new Thread(threads.directChannel(request.message().userId()), "");
        files.share(thread, made, comment(request), request.messageId(), look);
        return new Attached(made.stream().map(SlackFile::name).toList());
    }

    /** What goes with files that are away from their question; empty where they are beneath it. */
    private static String comment(ReplyRequest request) {
        return request.everybody()
                ? ""
                : "The rows of the answer to your question in <#"
                        + Thread.of(request.conversationId()).channel() + ">.";
    }

    /** Rows may have been cleared away since; then the message itself is all there is. */
    private Optional<QueryResult> rows(Reply.Answer answer) {
        try {
            return Optional.of(results.get(answer.evidence().resultHandle()));
        } catch (OutsideException e) {
            if (e.type() == FailureType.RESULT_MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Rights are looked up at each wish: a role may have been taken away since the answer. */
    public void show(PanelRequest request) {
        Turn turn = request.turn();
        boolean may = turn == null || access.mayRead(request.userId(), turn.message(), sql(turn), turn.restricted());
        SlackMessage message = may ? blocks.panel(request) : ReplyBlocks.denied();
        threads.whisper(Thread.of(request.conversationId()), request.userId(), message);
    }

    private static @Nullable String sql(Turn turn) {
        return turn.reply() instanceof Reply.Answer answer ? answer.evidence().sql() : null;
    }

    public void remind(ReminderRequest request, boolean look) {
        threads.post(Thread.of(request.conversationId()), blocks.reminder(request), request.messageId(), look);
    }

    public void remove(ProgressRequest request) {
        Thread thread = Thread.of(request.conversationId());
        String place = request.place();
        String blockId = ReplyBlocks.placeId(request.conversationId(), request.messageId());
        Optional<String> found =
                place != null ? Optional.of(place) : threads.find(thread, blockId, request.messageId());
        found.ifPresent(ts -> threads.remove(thread, ts));
    }

    /** Takes what else was posted in a place's stead away. */
    public void tidy(TidyRequest request) {
        Thread thread = Thread.of(request.conversationId());
        String blockId = ReplyBlocks.placeId(request.conversationId(), request.messageId());
        threads.findAll(thread, blockId, request.messageId()).stream()
                .filter(ts -> !ts.equals(request.place()))
                .forEach(ts -> threads.remove(thread, ts));
    }

    @Override
    public void close() {
        threads.close();
    }
}
