package dev.askdesk.starters.databricks;

import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Map;

/** The workers of Ask in a process of their own, to be killed; their settings are variables. */
final class WorkersProgram {
    static final String READY = "The workers are there.";

    private WorkersProgram() {}

    /** @param args the address of Temporal's server */
    public static void main(String[] args) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build());
        WorkflowClient client = WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
        AskWorkers workers = AskWorkers.start(client, Settings.read(Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(workers::close));
        System.out.println(READY);
    }
}
