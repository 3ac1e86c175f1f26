package dev.askdesk.adapters.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.workflows.ask.WarehouseUse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What statements have read, from the workspace's query history ({@code GET /api/2.0/sql/history/queries}). Best effort:
 * an answer without these figures is still an answer.
 */
final class DatabricksHistory {
    /** A person waits. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final DatabricksSettings settings;
    private final Supplier<String> token;

    DatabricksHistory(DatabricksSettings settings, Supplier<String> token) {
        this.settings = settings;
        this.token = token;
    }

    /** The same with rows and bytes read, where the history has them by now. */
    WarehouseUse completed(WarehouseUse use) {
        String id = use.statementId();
        if (id == null) {
            return use;
        }
        try {
            JsonHttp http = new JsonHttp(new JsonHttp.Site(
                    "Databricks",
                    URI.create(settings.workspace()),
                    JsonHttp.Credentials.bearer(token.get()),
                    TIMEOUT,
                    JsonHttp.FailureKinds.WAREHOUSE));
            JsonNode found = http.get("/api/2.0/sql/history/queries?include_metrics=true&filter_by.statement_ids="
                    + URLEncoder.encode(id, StandardCharsets.UTF_8));
            for (JsonNode query : found.path("res")) {
                if (query.path("query_id").asText().equals(id)
                        || query.path("statement_id").asText().equals(id)) {
                    JsonNode metrics = query.path("metrics");
                    return new WarehouseUse(
                            use.warehouse(),
                            id,
                            use.millis(),
                            number(metrics, "rows_read_count"),
                            number(metrics, "read_bytes"));
                }
            }
        } catch (OutsideException notNow) {
            // Nor worth a second try: people wait for the answer, not for what it cost.
        }
        return use;
    }

    private static @Nullable Long number(JsonNode metrics, String name) {
        JsonNode value = metrics.path(name);
        return value.canConvertToLong() ? value.asLong() : null;
    }
}
