package dev.askdesk.adapters.retrieval;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs where {@code ASKDESK_TEST_WEAVIATE} is the path of Weaviate's server. */
class WeaviatePassagesTest extends PassageIndexContract {
    private static @Nullable WeaviateServer server;
    private static int deployments;

    private final String prefix = "Test" + ++deployments;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(WeaviateServer.BINARY != null, "ASKDESK_TEST_WEAVIATE is not set: Weaviate is not tried");
        server = WeaviateServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Override
    PassageIndex index(String version) {
        return new WeaviatePassages(
                URI.create("http://127.0.0.1:" + server.port()), null, prefix, version, Duration.ofSeconds(20));
    }
}
