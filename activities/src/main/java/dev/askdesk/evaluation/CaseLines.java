package dev.askdesk.evaluation;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of cases as a file of JSON lines, {@code cases.jsonl}. A line is flat: the measures stand beside the other
 * fields, so that {@code jq .tolerant} does. A last line that was cut short by a kill is not read, and is overwritten by
 * the next one.
 */
public final class CaseLines {
    /** A lock on a file holds between processes only; within this one, threads wait here. */
    private static final Object ONE_THREAD = new Object();

    private static final JsonMapper JSON = mapper();

    private CaseLines() {}

    /**
     * Appends a result, unless the file has one of the same arm and case already.
     *
     * @return whether it was appended
     * @throws OutsideException with {@code RESULTS_UNAVAILABLE} where the file cannot be written
     */
    public static boolean append(Path file, CaseResult result) {
        synchronized (ONE_THREAD) {
            try {
                Path parent = file.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "rw");
                        FileLock lock = lines.getChannel().lock()) {
                    return lock.isValid() && append(lines, result);
                }
            } catch (IOException e) {
                throw new OutsideException(FailureType.RESULTS_UNAVAILABLE, file + " cannot be written.", e);
            }
        }
    }

    /**
     * The results of a file in its order; none where there is no file.
     *
     * @throws OutsideException with {@code RESULTS_UNAVAILABLE} where the file cannot be read
     * @throws IllegalArgumentException where a line is no result; the message names file and line
     */
    public static List<CaseResult> read(Path file) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new OutsideException(FailureType.RESULTS_UNAVAILABLE, file + " cannot be read.", e);
        }
        List<CaseResult> results = new ArrayList<>();
        String[] lines = text.substring(0, wholeLines(text)).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                if (!lines[i].isBlank()) {
                    results.add(parse(lines[i]));
                }
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        file + ":" + (i + 1) + ": not a result of a case: " + e.getOriginalMessage(), e);
            }
        }
        return results;
    }

    /** A result as one flat line, without a line end. */
    static String line(CaseResult result) {
        return flat(result).toString();
    }

    /** A result as one flat object. */
    static ObjectNode flat(CaseResult result) {
        ObjectNode line = JSON.valueToTree(result);
        line.remove("measures");
        line.setAll(JSON.<ObjectNode>valueToTree(result.measures()));
        line.put("expected", result.expected().name().toLowerCase(Locale.ROOT));
        return line;
    }

    private static CaseResult parse(String line) throws JsonProcessingException {
        ObjectNode fields = JSON.readValue(line, ObjectNode.class);
        fields.set("measures", fields.deepCopy());
        return JSON.treeToValue(fields, CaseResult.class);
    }

    private static boolean append(RandomAccessFile lines, CaseResult result) throws IOException {
        byte[] all = new byte[Math.toIntExact(lines.length())];
        lines.readFully(all);
        String text = new String(all, StandardCharsets.UTF_8);
        String whole = text.substring(0, wholeLines(text));
        if (whole.lines().anyMatch(line -> isSame(line, result))) {
            return false;
        }
        // Bytes, not characters: what a kill cut short can end within a character.
        lines.seek(whole.getBytes(StandardCharsets.UTF_8).length);
        String separator = whole.isEmpty() || whole.endsWith("\n") ? "" : "\n";
        lines.write((separator + line(result) + "\n").getBytes(StandardCharsets.UTF_8));
        lines.setLength(lines.getFilePointer());
        lines.getFD().sync();
        return true;
    }

    /** Where the whole lines end. A last one without its line end counts when it is whole, as some editors leave it. */
    private static int wholeLines(String text) {
        int end = text.lastIndexOf('\n') + 1;
        try {
            JSON.readTree(text.substring(end)).required("id");
            return text.length();
        } catch (JsonProcessingException | IllegalArgumentException cutShort) {
            return end;
        }
    }

    /** Looks at arm and id only: they come first, and a file is looked through for every line that it gets. */
    private static boolean isSame(String line, CaseResult result) {
        boolean sameId = false;
        boolean sameArm = false;
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (!(sameId && sameArm) && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                boolean id = name.equals("id");
                boolean arm = name.equals("arm");
                if ((id || arm) && !parser.getText().equals(id ? result.id() : result.arm())) {
                    return false;
                }
                sameId |= id;
                sameArm |= arm;
                parser.skipChildren();
            }
        } catch (IOException noObject) {
            return false;
        }
        return sameId && sameArm;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // The measures are read from the line as a whole, and a later version may add fields.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        JsonSetter.Value emptyWhereAbsent = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        mapper.configOverride(List.class).setSetterInfo(emptyWhereAbsent);
        mapper.configOverride(Map.class).setSetterInfo(emptyWhereAbsent);
        return mapper;
    }
}
