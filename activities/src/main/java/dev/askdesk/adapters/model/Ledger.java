package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What was spent on models: a file a day in a folder that all workers of a machine share. What a call can cost at worst
 * is reserved before it, under a lock, and replaced by what it did cost after it; so however many calls run at once, no
 * budget is exceeded. A reservation whose process died counts for ten minutes.
 */
public final class Ledger {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration ABANDONED = Duration.ofMinutes(10);
    /** File locks hold between processes only, not between threads of one. */
    private static final Object THREADS = new Object();

    private final Path folder;
    private final Budgets budgets;
    private final Clock clock;

    public Ledger(Path folder, Budgets budgets, Clock clock) {
        this.folder = folder;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * For whom a call is made.
     *
     * @param question unique for the question, over all workers
     */
    public record Payer(String user, String question) {}

    /** @param tokens read and written together */
    public record Spent(long tokens, double usd) {
        Spent plus(long moreTokens, double moreUsd) {
            return new Spent(tokens + moreTokens, usd + moreUsd);
        }
    }

    private record Entry(String user, String question, long tokens, double usd, boolean settled, Instant at) {}

    /**
     * Sets aside what a call can cost at worst.
     *
     * @return the reservation's id, for {@link #settle}
     * @throws OutsideException {@code BUDGET_EXCEEDED}: less than that is left
     */
    public String reserve(Payer payer, long tokens, double usd) {
        String id = UUID.randomUUID().toString();
        locked(entries -> {
            check(entries, "this question", budgets.question(), tokens, usd, e -> e.question()
                    .equals(payer.question()));
            check(entries, "your questions today", budgets.userDay(), tokens, usd, e -> e.user()
                    .equals(payer.user()));
            check(entries, "all questions today", budgets.day(), tokens, usd, e -> true);
            return line(id, payer, tokens, usd, false);
        });
        return id;
    }

    /** What the call did cost; nothing, where it failed. */
    public void settle(String id, Payer payer, long tokens, double usd) {
        locked(entries -> line(id, payer, tokens, usd, true));
    }

    /** Spent today, with what is set aside. */
    public Spent today() {
        return sum(read(file()), entry -> true);
    }

    private void check(
            Map<String, Entry> entries,
            String what,
            Budgets.Limit limit,
            long tokens,
            double usd,
            Predicate<Entry> counts) {
        Spent spent = sum(entries, counts);
        Spent worst = spent.plus(tokens, usd);
        if (!limit.allows(worst.tokens(), worst.usd())) {
            throw new OutsideException(
                    FailureType.BUDGET_EXCEEDED,
                    "The budget for %s is used up: %,d tokens and $%.4f are spent, and one more call could take %,d and $%.4f."
                            .formatted(what, spent.tokens(), spent.usd(), tokens, usd));
        }
    }

    private Spent sum(Map<String, Entry> entries, Predicate<Entry> counts) {
        Instant alive = clock.instant().minus(ABANDONED);
        Spent spent = new Spent(0, 0);
        for (Entry entry : entries.values()) {
            if (counts.test(entry) && (entry.settled() || entry.at().isAfter(alive))) {
                spent = spent.plus(entry.tokens(), entry.usd());
            }
        }
        return spent;
    }

    private Path file() {
        return folder.resolve("spent-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".jsonl");
    }

    private interface Change {
        String line(Map<String, Entry> entries);
    }

    private void locked(Change change) {
        synchronized (THREADS) {
            try {
                Files.createDirectories(folder);
                try (RandomAccessFile out = new RandomAccessFile(file().toFile(), "rw");
                        FileLock lock = out.getChannel().lock()) {
                    String line = change.line(read(file()));
                    out.seek(out.length());
                    // On a line of its own, also where a killed process left half of one.
                    out.write(("\n" + line).getBytes(StandardCharsets.UTF_8));
                    out.getFD().sync();
                }
            } catch (IOException e) {
                throw new OutsideException(
                        FailureType.RESULTS_UNAVAILABLE,
                        "What models cost cannot be written down in " + folder + ".",
                        e);
            }
        }
    }

    private String line(String id, Payer payer, long tokens, double usd, boolean settled) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", id).put("at", clock.instant().toString()).put("user", payer.user());
        node.put("question", payer.question())
                .put("tokens", tokens)
                .put("usd", usd)
                .put("settled", settled);
        return node.toString();
    }

    private static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    parse(line, entries);
                }
            }
            return entries;
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "What models cost cannot be read from " + file + ".", e);
        }
    }

    private static void parse(String line, Map<String, Entry> entries) {
        try {
            JsonNode node = JSON.readTree(line);
            if (node.has("id")) {
                entries.put(
                        node.path("id").asText(),
                        new Entry(
                                node.path("user").asText(),
                                node.path("question").asText(),
                                node.path("tokens").asLong(),
                                node.path("usd").asDouble(),
                                node.path("settled").asBoolean(),
                                Instant.parse(node.path("at").asText())));
            }
        } catch (JsonProcessingException halfWritten) {
            // Its process died while writing it; the reservation, if it was one, never led to a call.
        }
    }
}
