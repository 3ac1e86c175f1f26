package dev.askdesk.workflows.ask;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the histories that {@link RecordedHistoriesTest} replays, by playing each {@link RecordedPath}:
 *
 * <pre>
 *   mvn -pl workflows test -Dtest=RecordHistories -Daskdesk.record=true
 * </pre>
 *
 * A path is recorded when it is new, that is, when it has no file. Delete the file of an old one only when no
 * conversation of the version before can still be open: its history is what tells that such conversations go on.
 */
@EnabledIfSystemProperty(named = "askdesk.record", matches = "true")
class RecordHistories {
    /** Every history's worker and client; a real one would name the machine. */
    static final String IDENTITY = "askdesk-test";

    private static final Path FOLDER = Path.of("src/test/resources/dev/askdesk/workflows/ask/histories");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void record(RecordedPath path) throws IOException {
        assumeFalse(Files.exists(FOLDER.resolve(path.fileName())), "recorded before");
        try (TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(options())) {
            ScriptedWorld world = new ScriptedWorld();
            Worker worker = server.newWorker(Conversation.TASK_QUEUE);
            worker.registerWorkflowImplementationTypes(AskWorkflowImpl.class);
            worker.registerActivitiesImplementations(world);
            server.start();
            Talk talk = new Talk(server.getWorkflowClient(), Conversation.TASK_QUEUE, "ask/test/1", path.limits());

            path.act(new Play(talk, world, server));
            server.sleep(Duration.ofDays(2));
            String run = path == RecordedPath.RUN_WITH_A_MEMORY ? talk.runId() : talk.firstRunId();
            awaitEnd(talk);

            String history =
                    server.getWorkflowClient().fetchHistory("ask/test/1", run).toJson(false);
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(path.fileName()), lines(history));
        }
    }

    private static TestEnvironmentOptions options() {
        return TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .setIdentity(IDENTITY)
                        .build())
                .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(SearchAttributes.USER.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .build();
    }

    private static void awaitEnd(Talk talk) {
        try {
            talk.untyped().getResult(Void.class);
        } catch (WorkflowFailedException cancelled) {
            // An end like any other.
        }
    }

    /** One event a line. Stack traces are left out: they are long, tell of this build only, and no replay reads them. */
    static String lines(String history) throws IOException {
        JsonNode root = JSON.readTree(history);
        for (JsonNode holder : root.findParents("stackTrace")) {
            ((ObjectNode) holder).remove("stackTrace");
        }
        List<String> events = new ArrayList<>();
        for (JsonNode event : root.get("events")) {
            events.add(JSON.writeValueAsString(event));
        }
        return "{\"events\":[\n" + String.join(",\n", events) + "\n]}\n";
    }
}
