package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.workers.EvaluationWorkers.ArmSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Where a run keeps what it found. {@code run.json} says which run it is, so that the same command goes on with it and
 * another one does not write into it.
 *
 * @param runId part of the ids of the run's workflows
 */
record EvalFolder(Path folder, String runId, Instant startedAt) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Path cases() {
        return folder.resolve("cases.jsonl");
    }

    /**
     * Begins a run in a new folder, or goes on with the one that is there.
     *
     * @throws UserError the folder holds another run, or cannot be written
     */
    static EvalFolder open(Path folder, Path dataSet, List<EvalCase> cases, List<ArmSetup> arms) {
        String what = digest(cases, arms);
        Path file = folder.resolve("run.json");
        try {
            if (Files.exists(file)) {
                ObjectNode known = (ObjectNode) JSON.readTree(file.toFile());
                if (!known.path("digest").asText().equals(what)) {
                    throw UserError.usage(folder + " holds another run (of "
                            + known.path("data_set").asText() + "): name another folder with --out.");
                }
                return new EvalFolder(
                        folder,
                        known.path("run").asText(),
                        Instant.parse(known.path("started").asText()));
            }
            Files.createDirectories(folder);
            if (Files.exists(folder.resolve("cases.jsonl"))) {
                throw UserError.usage(
                        folder + " holds a cases.jsonl of something else: name another folder with --out.");
            }
            Instant now = Instant.now();
            String runId = UUID.randomUUID().toString().substring(0, 8);
            ObjectNode run = JSON.createObjectNode();
            run.put("run", runId)
                    .put("started", now.toString())
                    .put("data_set", dataSet.toString())
                    .put("digest", what);
            arms.forEach(arm -> run.withArray("arms").add(arm.name()));
            Files.writeString(file, run.toPrettyString() + "\n");
            return new EvalFolder(folder, runId, now);
        } catch (IOException e) {
            throw UserError.environment(folder + " cannot be used (" + e.getMessage() + "): name another --out.", e);
        }
    }

    /** Of what decides about the results: the cases and how they are asked. */
    private static String digest(List<EvalCase> cases, List<ArmSetup> arms) {
        StringBuilder text = new StringBuilder(cases.toString());
        arms.forEach(arm ->
                text.append(arm.name()).append(arm.way()).append(arm.settings().shown()));
        return DigestUtils.sha256Hex(text.toString()).substring(0, 16);
    }
}
