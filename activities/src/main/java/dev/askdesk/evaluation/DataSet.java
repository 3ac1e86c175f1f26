package dev.askdesk.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads data sets: JSONL, a case a line; empty lines and unknown fields are skipped. */
public final class DataSet {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private DataSet() {}

    /**
     * @return the cases in the file's order, each with an id
     * @throws IllegalArgumentException a line is no case or an id comes twice; names file and line
     * @throws IOException the file cannot be read
     */
    public static List<EvalCase> read(Path file) throws IOException {
        List<EvalCase> cases = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            EvalCase read = parse(lines.get(i), file + ", line " + (i + 1)).named("%03d".formatted(i + 1));
            if (!ids.add(String.valueOf(read.id()))) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": the id '" + read.id() + "' is taken.");
            }
            cases.add(read);
        }
        return cases;
    }

    private static EvalCase parse(String line, String where) {
        try {
            ObjectNode node = JSON.readValue(line, ObjectNode.class);
            if (node.path("must_be_declined").asBoolean()) {
                node.put("expect", "decline");
            } else if (node.path("must_be_clarified").asBoolean()) {
                node.put("expect", "clarify");
            }
            return JSON.treeToValue(node, EvalCase.class);
        } catch (JsonProcessingException wrong) {
            Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
            String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no JSON");
            throw new IllegalArgumentException(where + " is no case: " + what, wrong);
        }
    }
}
