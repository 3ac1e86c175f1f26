package dev.askdesk.workflows.ask;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Writes the histories that {@link RecordedThreadsTest} replays, by playing each {@link RecordedThread}; when, and how, is
 * said at {@link RecordHistories}.
 */
@EnabledIfSystemProperty(named = "askdesk.record", matches = "true")
class RecordThreads extends ChatThreadScene {
    private static final Path FOLDER = Path.of("src/test/resources/dev/askdesk/workflows/ask/threads");

    @ParameterizedTest
    @EnumSource
    void record(RecordedThread path) throws IOException {
        assumeFalse(Files.exists(FOLDER.resolve(path.fileName())), "recorded before");
        path.act(this);
        String id = path.isOfCommand() ? "ask/C1/command/cmd1" : ID;
        if (!path.isOfCommand()) {
            server.sleep(Duration.ofDays(2));
        }
        var history = server.getWorkflowClient();
        String run = path.isOfCommand()
                ? history.newUntypedWorkflowStub(id).describe().getExecution().getRunId()
                : talk.firstRunId();
        Files.createDirectories(FOLDER);
        Files.writeString(
                FOLDER.resolve(path.fileName()),
                RecordHistories.lines(history.fetchHistory(id, run).toJson(false)));
    }
}
