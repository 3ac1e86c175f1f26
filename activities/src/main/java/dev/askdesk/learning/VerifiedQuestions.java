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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The questions that a steward accepted for one database, as JSONL of {@code question} and {@code sql}. A worker that
 * runs sees a new one with its next question: the file is read again when it changed.
 */
public final class VerifiedQuestions implements Supplier<List<VerifiedQuestion>> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedQuestions.class);

    private final Path file;
    private List<VerifiedQuestion> known = List.of();
    private @Nullable Version readVersion;

    /** The file is replaced, never written in place: its key tells two of the same second and size apart. */
    private record Version(
            FileTime changed, long size, @Nullable Object key) {}

    /** @param folder of the files of all databases */
    public VerifiedQuestions(Path folder, String database) {
        this.file = folder.resolve(database.replaceAll("[^\\w.-]", "_") + ".jsonl");
    }

    public Path file() {
        return file;
    }

    /** The same list while the file is the same. What cannot be read is logged: no question is to fail for it. */
    @Override
    public synchronized List<VerifiedQuestion> get() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Version version = new Version(now.lastModifiedTime(), now.size(), now.fileKey());
            if (!version.equals(readVersion)) {
                known = read();
                readVersion = version;
            }
        } catch (NoSuchFileException none) {
            known = List.of();
            readVersion = null;
        } catch (IOException e) {
            LOG.error("{} cannot be read; what was verified before still counts.", file, e);
        }
        return known;
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
            WholeFile.write(file, text.toString());
        } catch (IOException e) {
            throw new OutsideException(FailureType.RESULTS_UNAVAILABLE, file + " cannot be written.", e);
        }
    }

    private List<VerifiedQuestion> read() throws IOException {
        List<VerifiedQuestion> questions = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                try {
                    JsonNode node = JSON.readTree(line);
                    questions.add(new VerifiedQuestion(
                            node.required("question").asText(),
                            node.required("sql").asText()));
                } catch (JsonProcessingException | IllegalArgumentException wrong) {
                    LOG.error("{} has a line that is no verified question: mend or delete it.", file, wrong);
                }
            }
        }
        return List.copyOf(questions);
    }
}
