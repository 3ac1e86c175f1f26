package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.model.Ledger.Payer;
import dev.askdesk.adapters.model.Ledger.Reservation;
import dev.askdesk.adapters.model.Ledger.Spent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** One day's file of a ledger and its sums, which follow what other processes append. Used under the ledger's lock. */
final class LedgerDay {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final LocalDate day;
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Spent> byUser = new HashMap<>();
    private final Map<String, Spent> byQuestion = new HashMap<>();
    private Spent all = Spent.NOTHING;
    private long readTo;
    private boolean torn;

    private record Open(Payer payer, Spent worst, Instant at) {}

    LedgerDay(Path folder, LocalDate day) {
        this.file = folder.resolve("spent-" + day + ".jsonl");
        this.day = day;
    }

    LocalDate day() {
        return day;
    }

    /** Reads what was appended since the last time. */
    void follow() throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        if (size < readTo) {
            forget();
        }
        if (size == readTo) {
            return;
        }
        ByteBuffer added = ByteBuffer.allocate(Math.toIntExact(size - readTo));
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (added.hasRemaining() && in.read(added, readTo + added.position()) >= 0) {
                // reads until it has all
            }
        }
        String text = new String(added.array(), 0, added.position(), StandardCharsets.UTF_8);
        text.lines().forEach(this::take);
        torn = !text.endsWith("\n");
        readTo = size;
    }

    /** Somebody emptied the file: what it says counts, not what it said. */
    private void forget() {
        open.clear();
        byUser.clear();
        byQuestion.clear();
        all = Spent.NOTHING;
        readTo = 0;
    }

    void reserve(Reservation reservation, Instant now) throws IOException {
        append(line("reserved", reservation, new Spent(reservation.tokens(), reservation.usd()), now));
    }

    void settle(Reservation reservation, Spent spent, Instant now) throws IOException {
        append(line("spent", reservation, spent, now));
    }

    Spent ofUser(String user, Instant alive) {
        return withReserved(byUser.getOrDefault(user, Spent.NOTHING), alive, payer -> payer.user()
                .equals(user));
    }

    Spent ofQuestion(String question, Instant alive) {
        return withReserved(byQuestion.getOrDefault(question, Spent.NOTHING), alive, payer -> payer.question()
                .equals(question));
    }

    Spent ofAll(Instant alive) {
        return withReserved(all, alive, payer -> true);
    }

    private Spent withReserved(Spent settled, Instant alive, Predicate<Payer> counts) {
        Spent sum = settled;
        for (Open reserved : open.values()) {
            if (reserved.at().isAfter(alive) && counts.test(reserved.payer())) {
                sum = sum.plus(reserved.worst());
            }
        }
        return sum;
    }

    private void append(String line) throws IOException {
        // On a line of its own, also where a killed process left half of one.
        byte[] bytes = ((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        follow();
    }

    private static String line(String what, Reservation reservation, Spent amount, Instant now) {
        return JSON.createObjectNode()
                .put("id", reservation.id())
                .put("what", what)
                .put("at", now.toString())
                .put("user", reservation.payer().user())
                .put("question", reservation.payer().question())
                .put("tokens", amount.tokens())
                .put("usd", amount.usd())
                .toString();
    }

    private void take(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.hasNonNull("id")) {
                return;
            }
            String id = node.path("id").asText();
            Payer payer =
                    new Payer(node.path("user").asText(), node.path("question").asText());
            Spent amount =
                    new Spent(node.path("tokens").asLong(), node.path("usd").asDouble());
            if (node.path("what").asText().equals("reserved")) {
                open.put(
                        id,
                        new Open(payer, amount, Instant.parse(node.path("at").asText())));
                return;
            }
            open.remove(id);
            all = all.plus(amount);
            byUser.merge(payer.user(), amount, Spent::plus);
            byQuestion.merge(payer.question(), amount, Spent::plus);
        } catch (JsonProcessingException | DateTimeException halfWritten) {
            // Its process died while writing it; a reservation that was never written led to no call.
        }
    }
}
