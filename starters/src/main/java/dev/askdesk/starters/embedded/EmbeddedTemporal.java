package dev.askdesk.starters.embedded;

import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;

/**
 * A Temporal server inside this JVM, for one person's questions. It keeps nothing after it is closed, and knows neither
 * schedules nor lists of workflows: for those, run a real server.
 */
public final class EmbeddedTemporal implements AutoCloseable {
    private final TestWorkflowEnvironment server;

    private EmbeddedTemporal(TestWorkflowEnvironment server) {
        this.server = server;
    }

    public static EmbeddedTemporal start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .setIdentity("askdesk-embedded")
                        .build());
        SearchAttributes.NAMES.forEach(
                name -> options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return new EmbeddedTemporal(TestWorkflowEnvironment.newInstance(options.build()));
    }

    public WorkflowClient client() {
        return server.getWorkflowClient();
    }

    @Override
    public void close() {
        server.close();
    }
}
