package dev.askdesk.workers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.activities.ask.InterpretActivityImpl;
import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.workflows.ask.InterpretActivity;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A provider's Retry-After on its way through adapter, envelope and server. */
class RetryAfterTest {
    @WorkflowInterface
    public interface Wording {
        @WorkflowMethod
        String word();
    }

    public static final class WordingImpl implements Wording {
        @Override
        public String word() {
            InterpretActivity model = Workflow.newActivityStub(
                    InterpretActivity.class,
                    ActivityOptions.newBuilder()
                            .setStartToCloseTimeout(Duration.ofMinutes(1))
                            .build());
            Preview preview = new Preview(List.of("n"), List.of("number"), List.of(List.of("3")));
            return model.interpret(new InterpretRequest(
                            "How many?", "SELECT 3", List.of(), preview, 1, false, null, List.of(), null))
                    .text();
        }
    }

    private final List<Instant> asked = new CopyOnWriteArrayList<>();

    private HttpServer limited() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(Instant.now());
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plusSeconds(5).atZone(ZoneOffset.UTC));
            boolean enough = asked.size() > 2;
            String body = enough
                    ? "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"There are 3.\"}}]}"
                    : "{\"error\":{\"message\":\"slow down\"}}";
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Retry-After", asked.size() == 1 ? "3" : date);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(enough ? 200 : 429, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void secondsAndDate_becomeTheNextRetrysDelay() throws Exception {
        HttpServer server = limited();
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ActivityEnvelope())
                        .build())
                .build());
        try {
            Worker worker = temporal.newWorker("wording");
            worker.registerWorkflowImplementationTypes(WordingImpl.class);
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            worker.registerActivitiesImplementations(new InterpretActivityImpl(PromptedAnalyst.at(
                    ModelSettings.of(url, "m", null), CatalogFile.readResource(SampleFund.CATALOG))));
            temporal.start();
            WorkflowClient client = temporal.getWorkflowClient();
            Wording wording = client.newWorkflowStub(
                    Wording.class,
                    WorkflowOptions.newBuilder().setTaskQueue("wording").build());

            assertThat(wording.word()).isEqualTo("There are 3.");
            // Temporal's own first delays would be one and two seconds; an HTTP date has no fractions.
            assertThat(Duration.between(asked.get(0), asked.get(1))).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(Duration.between(asked.get(1), asked.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(3_900));
        } finally {
            temporal.close();
            server.stop(0);
        }
    }
}
