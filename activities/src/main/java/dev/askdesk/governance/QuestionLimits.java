package dev.askdesk.governance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions of the last hour, of one person and of one channel, counted over all workers of a home: one JSON object a
 * line, in a file under a lock. A question counts once, however often it is tried.
 */
public final class QuestionLimits {
    private static final ObjectMapper JSON = WireFormat.json();
    private static final Duration WINDOW = Duration.ofHours(1);
    /** From here on the file is written anew with what still counts: some thousands of questions. */
    private static final int MOST_BYTES = 400_000;

    private final Path file;
    private final int perUser;
    private final int perChannel;
    private final Clock clock;

    private record Asked(Instant at, String user, String channel, String key) {}

    public QuestionLimits(Path file, int perUser, int perChannel, Clock clock) {
        this.file = file;
        this.perUser = perUser;
        this.perChannel = perChannel;
        this.clock = clock;
    }

    /**
     * Counts a question, unless that would be one too many.
     *
     * @return empty where it is within the limits; else one line for the asker
     */
    public synchronized Optional<String> take(String user, String channel, String key) {
        return locked(open -> take(open, user, channel, key));
    }

    /** Whether one more would be too many; counts nothing. */
    public synchronized Optional<String> reached(String user, String channel) {
        return locked(open -> refusal(counting(open, clock.instant()), user, channel, clock.instant()));
    }

    private interface Look {
        Optional<String> at(RandomAccessFile open) throws IOException;
    }

    private Optional<String> locked(Look look) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
                    FileLock lock = open.getChannel().lock()) {
                return lock.isValid() ? look.at(open) : Optional.empty();
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "The count of questions in " + file + " cannot be kept.", e);
        }
    }

    private Optional<String> take(RandomAccessFile open, String user, String channel, String key) throws IOException {
        Instant now = clock.instant();
        List<Asked> counting = counting(open, now);
        if (counting.stream().anyMatch(asked -> asked.key().equals(key))) {
            return Optional.empty();
        }
        Optional<String> refusal = refusal(counting, user, channel, now);
        if (refusal.isEmpty()) {
            counting.add(new Asked(now, user, channel, key));
            write(open, counting);
        }
        return refusal;
    }

    private Optional<String> refusal(List<Asked> counting, String user, String channel, Instant now) {
        return tooMany(
                        counting.stream()
                                .filter(asked -> asked.user().equals(user))
                                .toList(),
                        perUser,
                        "You have asked ",
                        now)
                .or(() -> tooMany(
                        counting.stream()
                                .filter(asked -> asked.channel().equals(channel))
                                .toList(),
                        perChannel,
                        "This channel has asked ",
                        now));
    }

    private static Optional<String> tooMany(List<Asked> asked, int limit, String who, Instant now) {
        if (asked.size() < limit) {
            return Optional.empty();
        }
        Duration left =
                WINDOW.minus(Duration.between(asked.get(asked.size() - limit).at(), now));
        return Optional.of(who + limit + (limit == 1 ? " question" : " questions")
                + " in the last hour, which is the limit. Ask again in " + Math.max(1, left.toMinutes() + 1)
                + " minutes.");
    }

    private static List<Asked> counting(RandomAccessFile open, Instant now) throws IOException {
        byte[] all = new byte[Math.toIntExact(open.length())];
        open.readFully(all);
        List<Asked> counting = new ArrayList<>();
        for (String line : new String(all, StandardCharsets.UTF_8).split("\n")) {
            try {
                Asked asked = line.isBlank() ? null : JSON.readValue(line, Asked.class);
                if (asked != null && asked.at().isAfter(now.minus(WINDOW))) {
                    counting.add(asked);
                }
            } catch (JsonProcessingException cutShort) {
                // A line that a kill cut short counts nothing.
            }
        }
        return counting;
    }

    private static void write(RandomAccessFile open, List<Asked> counting) throws IOException {
        if (open.length() > MOST_BYTES) {
            open.setLength(0);
            for (Asked asked : counting) {
                open.write(line(asked));
            }
        } else {
            open.seek(open.length());
            open.write(line(counting.get(counting.size() - 1)));
        }
    }

    /** With a line end before it too, so that a line which a kill cut short spoils no other. */
    private static byte[] line(Asked asked) throws JsonProcessingException {
        return ("\n" + JSON.writeValueAsString(asked) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
