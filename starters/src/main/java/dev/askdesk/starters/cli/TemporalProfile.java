package dev.askdesk.starters.cli;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How Temporal is reached, by its own profile file and {@code TEMPORAL_*} variables, overridden by our options. */
final class TemporalProfile {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private final ClientConfigProfile profile;

    private TemporalProfile(ClientConfigProfile profile) {
        this.profile = profile;
    }

    /** @throws UserError the profile cannot be read */
    static TemporalProfile load(ServerOptions options) {
        if (options.embedded) {
            if (options.server != null) {
                throw UserError.usage("--embedded and --server exclude each other.");
            }
            return new TemporalProfile(ClientConfigProfile.getDefaultInstance());
        }
        ClientConfigProfile loaded;
        try {
            loaded = ClientConfigProfile.load();
        } catch (IOException | RuntimeException e) {
            throw UserError.environment(
                    "Temporal's profile cannot be read (" + e.getMessage() + "): check TEMPORAL_CONFIG_FILE and "
                            + "TEMPORAL_PROFILE.",
                    e);
        }
        ClientConfigProfile.Builder builder = loaded.toBuilder();
        if (options.server != null) {
            if (!options.server.matches("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:]+\\]:\\d{1,5}")) {
                throw UserError.usage("--server is '" + options.server + "', but must be HOST:PORT.");
            }
            builder.setAddress(options.server);
        }
        if (options.namespace != null) {
            builder.setNamespace(options.namespace);
        }
        return new TemporalProfile(builder.build());
    }

    /** The server's address; {@code null} when none is configured. */
    @Nullable
    String address() {
        String address = profile.getAddress();
        return address == null || address.isBlank() ? null : address;
    }

    String namespace() {
        String namespace = profile.getNamespace();
        return namespace == null || namespace.isBlank() ? "default" : namespace;
    }

    String where() {
        return address() + ", namespace " + namespace();
    }

    WorkflowClientOptions clientOptions() {
        return WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
                .setNamespace(namespace())
                .build();
    }

    /** @throws UserError the server does not answer in {@link #PATIENCE}, or does not know the namespace */
    WorkflowServiceStubs connect() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(namespace())
                            .build());
            return stubs;
        } catch (RuntimeException e) {
            stubs.shutdownNow();
            throw explained(e);
        }
    }

    private UserError explained(RuntimeException failure) {
        Status.Code code = failure instanceof StatusRuntimeException status
                ? status.getStatus().getCode()
                : Status.Code.UNAVAILABLE;
        return switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNIMPLEMENTED ->
                UserError.environment(
                        "No Temporal server answers at " + address()
                                + ": start it, or correct --server or TEMPORAL_ADDRESS.",
                        failure);
            default ->
                UserError.environment(
                        "The Temporal server at " + address() + " refuses namespace '" + namespace() + "' (" + code
                                + "): check --namespace, TEMPORAL_NAMESPACE and the credentials.",
                        failure);
        };
    }
}
