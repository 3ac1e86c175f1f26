package dev.askdesk.starters.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Temporal server a command works with. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "A Temporal server. Without it: the one of TEMPORAL_ADDRESS or of Temporal's profile file; "
                    + "without those, one embedded in this process.")
    @Nullable
    String server;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Namespace on the server; without it, the profile's, else 'default'.")
    @Nullable
    String namespace;

    @Option(names = "--embedded", description = "Use the server embedded in this process, whatever is configured.")
    boolean embedded;
}
