package dev.askdesk.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Judgements as files, one for each person's judgement of a reply, each written whole or not at all: a changed mind, or a
 * step that is taken twice, replaces the file. What comes of the accepted ones is written with them, so that neither says
 * what the other does not. Workers and stewards on one machine take turns by a lock on the folder.
 */
public final class FeedbackStore {
    /** A lock on a file holds between processes only; within this one, threads wait here. */
    private static final Object ONE_THREAD = new Object();

    private static final ObjectMapper JSON = WireFormat.json();
    private static final int ID_LENGTH = 10;

    private final Path folder;
    private final Path verified;

    /**
     * @param folder of the judgements, and of {@code cases.jsonl}: what is accepted, for {@code askdesk eval}
     * @param verified folder of the verified questions, a file for each database
     */
    public FeedbackStore(Path folder, Path verified) {
        this.folder = folder;
        this.verified = verified;
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    /**
     * Stores a judgement as new; a steward goes through it again when the person changed their mind, and till then nothing
     * comes of it.
     *
     * @throws OutsideException the folder cannot be written
     */
    public FeedbackItem store(String database, RatedTurn rated, Instant now) {
        Feedback feedback = rated.turn().feedback();
        if (feedback == null) {
            throw new IllegalArgumentException("a judged turn has its judgement");
        }
        String id = id(rated.conversationId() + "\n" + feedback.messageId() + "\n" + feedback.userId());
        return exclusively(() -> {
            FeedbackItem known = Files.exists(file(id)) ? read(file(id)) : null;
            if (known != null && isSame(known.rated().turn(), rated.turn())) {
                return known;
            }
            // A conversation forgets its rows after a while; the first judgement still has them.
            RatedTurn whole = known != null && hasRows(known.rated()) && !hasRows(rated)
                    ? known.rated().judgedAnew(feedback)
                    : rated;
            return write(known, new FeedbackItem(id, database, now, whole, State.NEW, null, null));
        });
    }

    /**
     * All of them, latest first.
     *
     * @throws OutsideException one of them cannot be read; the message names the file
     */
    public List<FeedbackItem> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<FeedbackItem> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                items.add(read(file));
            }
        } catch (IOException e) {
            throw unavailable(folder, e);
        }
        items.sort(Comparator.comparing(FeedbackItem::at).reversed().thenComparing(FeedbackItem::id));
        return items;
    }

    /** By its id, or the beginning of it where that is enough. */
    public Optional<FeedbackItem> find(String id) {
        List<FeedbackItem> found =
                list().stream().filter(item -> item.id().startsWith(id)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** @throws NotAcceptable the person changed their mind since the item was read */
    public FeedbackItem accept(FeedbackItem item, Accepted accepted) {
        return decide(item, item.in(State.ACCEPTED, accepted, null));
    }

    public FeedbackItem reject(FeedbackItem item, @Nullable String reason) {
        return decide(item, item.in(State.REJECTED, null, reason));
    }

    public FeedbackItem undo(FeedbackItem item) {
        return decide(item, item.in(State.NEW, null, null));
    }

    private FeedbackItem decide(FeedbackItem seen, FeedbackItem decided) {
        return exclusively(() -> {
            FeedbackItem known = read(file(seen.id()));
            if (!known.at().equals(seen.at())) {
                throw new NotAcceptable(
                        "The person changed their mind just now: look at it again with `askdesk feedback " + "show "
                                + seen.id() + "`.");
            }
            return write(known, decided);
        });
    }

    private FeedbackItem write(@Nullable FeedbackItem before, FeedbackItem item) throws IOException {
        WholeFile.write(file(item.id()), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(item));
        if (item.accepted() != null || (before != null && before.accepted() != null)) {
            List<FeedbackItem> all = list();
            new VerifiedQuestions(verified, item.database()).write(AcceptedItems.questions(all, item.database()));
            WholeFile.write(folder.resolve("cases.jsonl"), AcceptedItems.cases(all));
        }
        return item;
    }

    private <T> T exclusively(Step<T> step) {
        synchronized (ONE_THREAD) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (!lock.isValid()) {
                        throw new IOException("the lock was lost");
                    }
                    return step.take();
                }
            } catch (IOException e) {
                throw unavailable(folder, e);
            }
        }
    }

    /** Rows are no difference, since a conversation forgets them; a reply that came after the judgement is one. */
    private static boolean isSame(Turn known, Turn judged) {
        return Objects.equals(known.feedback(), judged.feedback())
                && Objects.equals(text(known.reply()), text(judged.reply()));
    }

    private static @Nullable String text(@Nullable Reply reply) {
        return reply == null ? null : reply.text();
    }

    private static boolean hasRows(RatedTurn rated) {
        return rated.turn().reply() instanceof Reply.Answer answer
                && !answer.preview().equals(Preview.EMPTY);
    }

    private Path file(String id) {
        return folder.resolve(id + ".json");
    }

    private static FeedbackItem read(Path file) {
        try {
            return JSON.readValue(file.toFile(), FeedbackItem.class);
        } catch (IOException e) {
            throw unavailable(file, e);
        }
    }

    private static OutsideException unavailable(Path path, IOException e) {
        return new OutsideException(
                FailureType.RESULTS_UNAVAILABLE, "Feedback cannot be read or written in " + path + ".", e);
    }

    private static String id(String text) {
        return DigestUtils.sha256Hex(text).substring(0, ID_LENGTH);
    }
}
