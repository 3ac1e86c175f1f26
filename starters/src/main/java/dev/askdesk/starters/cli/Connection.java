package dev.askdesk.starters.cli;

import dev.askdesk.starters.embedded.EmbeddedTemporal;
import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.WireFormat;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The Temporal server that a command works with: a real one, or one in this JVM together with its worker. */
final class Connection implements AutoCloseable {
    private final WorkflowClient client;
    private final String where;
    private final @Nullable Pollers pollers;
    private final AutoCloseable closing;

    private Connection(WorkflowClient client, String where, @Nullable Pollers pollers, AutoCloseable closing) {
        this.client = client;
        this.where = where;
        this.pollers = pollers;
        this.closing = closing;
    }

    /**
     * Connects, or starts what is to be connected to.
     *
     * @throws UserError the server cannot be reached, or the embedded worker cannot start
     */
    static Connection open(Settings settings, ServerOptions options) {
        TemporalProfile profile = TemporalProfile.load(options);
        return profile.address() == null ? embedded(settings) : remote(settings, profile);
    }

    /** The same without workers of its own: whoever opens it brings them. */
    static Connection toServer(Settings settings, ServerOptions options) {
        TemporalProfile profile = TemporalProfile.load(options);
        if (profile.address() != null) {
            return remote(settings, profile);
        }
        return embedded();
    }

    /** A server in this process without workers of its own. */
    static Connection embedded() {
        EmbeddedTemporal server = EmbeddedTemporal.start();
        return inThisProcess(server.client(), server);
    }

    static Connection remote(Settings settings, TemporalProfile profile) {
        return remote(settings.taskQueue(), profile);
    }

    /** @param taskQueue whose workers are asked for */
    static Connection remote(String taskQueue, TemporalProfile profile) {
        WorkflowServiceStubs stubs = profile.connect();
        WorkflowClient client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder(profile.clientOptions())
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
        Pollers pollers = new Pollers(stubs, profile.namespace(), taskQueue);
        return new Connection(client, profile.where(), pollers, stubs::shutdownNow);
    }

    static Connection embedded(Settings settings) {
        EmbeddedTemporal server = EmbeddedTemporal.start();
        try {
            AskWorkers workers = AskWorkers.start(server.client(), settings);
            return inThisProcess(server.client(), () -> {
                workers.close();
                server.close();
            });
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Of a server whose workers run in this process. */
    static Connection inThisProcess(WorkflowClient client, AutoCloseable closing) {
        return new Connection(client, "the embedded server", null, closing);
    }

    /**
     * The Web UI's page of a workflow; {@code null} on the embedded server, which has none.
     *
     * @param webUi where the Web UI is
     */
    @Nullable
    String webUrl(String webUi, String workflowId) {
        return isEmbedded()
                ? null
                : webUi + "/namespaces/" + client.getOptions().getNamespace() + "/workflows/"
                        + URLEncoder.encode(workflowId, StandardCharsets.UTF_8);
    }

    WorkflowClient client() {
        return client;
    }

    /** For people: which server and namespace. */
    String where() {
        return where;
    }

    boolean isEmbedded() {
        return pollers == null;
    }

    /** Whether the server answers just now. */
    boolean answers() {
        try {
            client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Whether the server knows what conversations can be found by; without a right to ask, it counts as not. */
    boolean knowsSearchAttributes() {
        return knows(List.of(SearchAttributes.PHASE.getName(), SearchAttributes.USER.getName()));
    }

    /** The same of those that Desk has beside. */
    boolean knowsDesksSearchAttributes() {
        return knows(SearchAttributes.NAMES);
    }

    private boolean knows(List<String> names) {
        if (isEmbedded()) {
            return false;
        }
        try {
            return client.getWorkflowServiceStubs()
                    .blockingStub()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .getSearchAttributes(GetSearchAttributesRequest.getDefaultInstance())
                    .getKeysMap()
                    .keySet()
                    .containsAll(names);
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Whether a worker would take a question. */
    boolean hasWorker() {
        return pollers == null || pollers.anyRecent();
    }

    /** @throws UserError no worker would take a question */
    void requireWorker() {
        if (!hasWorker()) {
            throw UserError.environment(
                    "No worker takes work on " + where + ": start one with `askdesk worker`.", null);
        }
    }

    @Override
    public void close() {
        try {
            closing.close();
        } catch (Exception e) {
            throw new IllegalStateException("The connection does not close", e);
        }
    }
}
