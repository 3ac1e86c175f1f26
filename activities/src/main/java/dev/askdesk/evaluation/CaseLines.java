package dev.askdesk.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code cases.jsonl}: what became of each case, a line each, all fields and measures at the top level. A case is in it
 * once for each arm, whatever is killed and run again; a line that a killed process left half-written is cut off.
 */
public final class CaseLines {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final String MEASURES = "measures";

    private final Path file;

    public CaseLines(Path file) {
        this.file = file;
    }

    /** All results in the order in which they were written. */
    public synchronized List<CaseResult> read() {
        List<CaseResult> results = new ArrayList<>();
        try {
            if (!Files.exists(file)) {
                return results;
            }
            for (String line : whole(Files.readString(file)).split("\n")) {
                if (!line.isBlank()) {
                    results.add(parse(line));
                }
            }
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a result, unless its case is there already under its arm. */
    public synchronized void append(CaseResult result) {
        boolean known = read().stream()
                .anyMatch(other -> other.id().equals(result.id()) && other.arm().equals(result.arm()));
        if (known) {
            return;
        }
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
                FileLock lock = out.getChannel().lock()) {
            byte[] held = new byte[Math.toIntExact(out.length())];
            out.readFully(held);
            out.setLength(whole(new String(held, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8).length);
            out.seek(out.length());
            out.write((line(result) + "\n").getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What ends in a line break: the rest was being written when its process died. */
    private static String whole(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    static String line(CaseResult result) throws JsonProcessingException {
        return JSON.writeValueAsString(node(result));
    }

    static ObjectNode node(CaseResult result) {
        ObjectNode node = JSON.valueToTree(result);
        ObjectNode measures = (ObjectNode) node.remove(MEASURES);
        node.put("expected", result.expected().name().toLowerCase(Locale.ROOT));
        node.setAll(measures);
        return node;
    }

    static CaseResult parse(String line) throws JsonProcessingException {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        node.set(MEASURES, node.deepCopy());
        return JSON.treeToValue(node, CaseResult.class);
    }
}
