package dev.askdesk.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judgements as files, one for each person's judgement of a reply, each written whole or not at all: a changed mind, or a
 * step that is taken twice, replaces the file.
 */
public final class FeedbackStore {
    private static final ObjectMapper JSON = WireFormat.json();
    private static final int ID_LENGTH = 10;

    private final Path folder;

    public FeedbackStore(Path folder) {
        this.folder = folder;
    }

    /** Where they are. */
    public Path folder() {
        return folder;
    }

    /**
     * Stores a judgement as new; a steward goes through it again when it changed.
     *
     * @throws OutsideException the folder cannot be written
     */
    public FeedbackItem store(String database, RatedTurn rated, Instant now) {
        Feedback feedback = rated.turn().feedback();
        if (feedback == null) {
            throw new IllegalArgumentException("a judged turn has its judgement");
        }
        String id = id(rated.conversationId() + "\n" + feedback.messageId() + "\n" + feedback.userId());
        Optional<FeedbackItem> known = find(id);
        if (known.isPresent() && known.get().rated().equals(rated)) {
            return known.get();
        }
        return write(new FeedbackItem(id, database, now, rated, State.NEW, null, null));
    }

    /** All of them, latest first. */
    public List<FeedbackItem> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<FeedbackItem> items = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                items.add(JSON.readValue(file.toFile(), FeedbackItem.class));
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        items.sort(Comparator.comparing(FeedbackItem::at).reversed());
        return items;
    }

    /** By its id, or the beginning of it where that is enough. */
    public Optional<FeedbackItem> find(String id) {
        List<FeedbackItem> found =
                list().stream().filter(item -> item.id().startsWith(id)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    public FeedbackItem accept(FeedbackItem item, Accepted accepted) {
        return write(item.in(State.ACCEPTED, accepted, null));
    }

    public FeedbackItem reject(FeedbackItem item, @Nullable String reason) {
        return write(item.in(State.REJECTED, null, reason));
    }

    public FeedbackItem undo(FeedbackItem item) {
        return write(item.in(State.NEW, null, null));
    }

    private FeedbackItem write(FeedbackItem item) {
        try {
            Files.createDirectories(folder);
            Path staging = Files.createTempFile(folder, item.id(), ".part");
            Files.write(staging, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(item));
            Files.move(
                    staging,
                    folder.resolve(item.id() + ".json"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            return item;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private OutsideException unavailable(IOException e) {
        return new OutsideException(
                FailureType.RESULTS_UNAVAILABLE, "Feedback cannot be read or written in " + folder + ".", e);
    }

    private static String id(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
