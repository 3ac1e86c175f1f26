package dev.askdesk.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions that a steward accepted for one database, as JSONL of {@code question} and {@code sql}. A worker that
 * runs sees a new one with its next question: the file is read again when it changed.
 */
public final class VerifiedQuestions implements Supplier<List<VerifiedQuestion>> {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private List<VerifiedQuestion> known = List.of();
    private @Nullable FileTime readAt;
    private long readSize;

    /** @param folder of the files of all databases */
    public VerifiedQuestions(Path folder, String database) {
        this.file = folder.resolve(database.replaceAll("[^\\w.-]", "_") + ".jsonl");
    }

    public Path file() {
        return file;
    }

    @Override
    public synchronized List<VerifiedQuestion> get() {
        try {
            if (!Files.exists(file)) {
                readAt = null;
                return List.of();
            }
            FileTime changed = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (!changed.equals(readAt) || size != readSize) {
                known = read();
                readAt = changed;
                readSize = size;
            }
            return known;
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** Replaces all of them, whole or not at all. */
    public synchronized void write(List<VerifiedQuestion> questions) {
        StringBuilder text = new StringBuilder();
        for (VerifiedQuestion question : questions) {
            ObjectNode node = JSON.createObjectNode();
            node.put("question", question.question()).put("sql", question.sql());
            text.append(node).append('\n');
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path staging = Files.createTempFile(file.toAbsolutePath().getParent(), "verified", ".part");
            Files.writeString(staging, text);
            Files.move(staging, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private List<VerifiedQuestion> read() throws IOException {
        List<VerifiedQuestion> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                try {
                    JsonNode node = JSON.readTree(line);
                    questions.add(new VerifiedQuestion(
                            node.path("question").asText(), node.path("sql").asText()));
                } catch (JsonProcessingException wrong) {
                    throw new OutsideException(
                            FailureType.RESULTS_UNAVAILABLE,
                            file + " has a line that is no JSON: mend or delete it.",
                            wrong);
                }
            }
        }
        return List.copyOf(questions);
    }

    private OutsideException unavailable(IOException e) {
        return new OutsideException(FailureType.RESULTS_UNAVAILABLE, file + " cannot be read or written.", e);
    }
}
