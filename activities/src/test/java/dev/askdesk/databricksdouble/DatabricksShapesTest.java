package dev.askdesk.databricksdouble;

import static dev.askdesk.databricksdouble.DoubleClient.get;
import static dev.askdesk.databricksdouble.DoubleClient.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The double's JSON has the fields of https://docs.databricks.com/api/statement-execution/v1/statement-execution,
 * …/query-history/v1/query, …/api/workspace/warehouses/get and of the token endpoint.
 */
class DatabricksShapesTest {

    private static final String[] BEARER = {"Authorization", "Bearer " + DatabricksDouble.TOKEN};

    private final DatabricksDouble databricks = DatabricksDouble.start();

    @AfterEach
    void close() {
        databricks.close();
    }

    private ObjectNode execute(String statement, String format, String disposition) throws Exception {
        ObjectNode body = Json.object(
                "warehouse_id", databricks.warehouse(),
                "statement", statement,
                "format", format,
                "disposition", disposition,
                "wait_timeout", "30s");
        HttpResponse<String> answer = post(databricks, "/api/2.0/sql/statements", body.toString(), BEARER);
        assertThat(answer.statusCode()).isEqualTo(200);
        return Json.objectIn(answer.body());
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    @Test
    void inlineRows() throws Exception {
        ObjectNode answer = execute("SELECT * FROM range(700)", "JSON_ARRAY", "INLINE");
        assertThat(names(answer)).containsExactlyInAnyOrder("statement_id", "status", "manifest", "result");
        assertThat(answer.at("/status/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(names(answer.path("manifest")))
                .contains("format", "schema", "total_chunk_count", "chunks", "total_row_count", "truncated");
        assertThat(names(answer.at("/manifest/schema/columns/0")))
                .contains("name", "type_text", "type_name", "position");
        assertThat(answer.at("/manifest/schema/columns/0/type_name").asText()).isEqualTo("LONG");
        assertThat(names(answer.at("/manifest/chunks/0"))).contains("chunk_index", "row_offset", "row_count");
        assertThat(names(answer.path("result")))
                .containsExactlyInAnyOrder(
                        "chunk_index",
                        "row_offset",
                        "row_count",
                        "next_chunk_index",
                        "next_chunk_internal_link",
                        "data_array");
        String next = answer.at("/result/next_chunk_internal_link").asText();
        ObjectNode second = Json.objectIn(get(databricks, next, BEARER).body());
        assertThat(second.at("/data_array/0/0").asText()).isEqualTo("300");
    }

    @Test
    void linksRefuseCredentials() throws Exception {
        ObjectNode answer = execute("SELECT * FROM range(700)", "JSON_ARRAY", "EXTERNAL_LINKS");
        JsonNode link = answer.at("/result/external_links/0");
        assertThat(names(link))
                .contains("chunk_index", "row_offset", "row_count", "next_chunk_index", "external_link", "expiration");
        String url = link.path("external_link").asText();
        assertThat(get(databricks, url, BEARER).statusCode()).isEqualTo(400);
        assertThat(get(databricks, url).statusCode()).isEqualTo(200);
    }

    @Test
    void errorsAndRefusals() throws Exception {
        JsonNode failed = execute("SELECT nam FROM range(1) t(name)", "JSON_ARRAY", "INLINE")
                .path("status");
        assertThat(names(failed)).containsExactlyInAnyOrder("state", "error", "sql_state");
        assertThat(names(failed.path("error"))).containsExactlyInAnyOrder("error_code", "message");
        HttpResponse<String> refused =
                get(databricks, "/api/2.0/sql/warehouses/abc123", "Authorization", "Bearer nobody");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"error_code\":403,\"message\":\"Invalid access token.\"}");
        assertThat(get(databricks, "/api/2.0/sql/warehouses/abc123").statusCode())
                .isEqualTo(401);
    }

    @Test
    void warehouseAndHistory() throws Exception {
        String id =
                execute("SELECT 1", "JSON_ARRAY", "INLINE").path("statement_id").asText();
        ObjectNode warehouse = Json.objectIn(
                get(databricks, "/api/2.0/sql/warehouses/abc123", BEARER).body());
        assertThat(names(warehouse)).contains("id", "name", "cluster_size", "state", "num_clusters", "warehouse_type");
        ObjectNode history = Json.objectIn(get(
                        databricks,
                        "/api/2.0/sql/history/queries?include_metrics=true&filter_by.statement_ids=" + id,
                        BEARER)
                .body());
        assertThat(history.path("res")).hasSize(1);
        assertThat(names(history.at("/res/0")))
                .contains(
                        "query_id",
                        "status",
                        "query_text",
                        "query_start_time_ms",
                        "user_name",
                        "warehouse_id",
                        "metrics");
        assertThat(names(history.at("/res/0/metrics"))).contains("rows_read_count", "read_bytes", "total_time_ms");
        assertThat(history.at("/res/0/status").asText()).isEqualTo("FINISHED");
    }

    @Test
    void metadata() throws Exception {
        databricks.duckdb("CREATE TABLE fund.main.t (id BIGINT PRIMARY KEY, amount DECIMAL(18, 2))");
        databricks.tag("t", null, "domain", "funds");
        databricks.tag("t", "amount", "pii", "no");
        databricks.mask("t", "amount", "fund.main.hide");
        databricks.estate(1000);
        assertThat(execute(
                                "SELECT count(*), count(DISTINCT table_name) FROM fund.information_schema.columns",
                                "JSON_ARRAY",
                                "INLINE")
                        .at("/result/data_array/0")
                        .toString())
                .isEqualTo("[\"6002\",\"1001\"]");
        assertThat(execute(
                                "SELECT c.data_type, c.full_data_type, m.mask_name, g.tag_name FROM"
                                        + " fund.information_schema.columns c JOIN system.information_schema.column_masks m"
                                        + " ON m.column_name = c.column_name JOIN fund.information_schema.column_tags g ON"
                                        + " g.column_name = c.column_name WHERE c.table_name = 't'",
                                "JSON_ARRAY",
                                "INLINE")
                        .at("/result/data_array/0")
                        .toString())
                .isEqualTo("[\"DECIMAL\",\"decimal(18,2)\",\"fund.main.hide\",\"pii\"]");
    }

    @Test
    void tokens() throws Exception {
        databricks.client("principal", "secret");
        HttpResponse<String> answer = post(
                databricks,
                "/oidc/v1/token",
                "grant_type=client_credentials&scope=all-apis",
                "Authorization",
                "Basic cHJpbmNpcGFsOnNlY3JldA==");
        assertThat(names(Json.objectIn(answer.body())))
                .containsExactlyInAnyOrder("access_token", "scope", "token_type", "expires_in");
        assertThat(names(Json.objectIn(get(databricks, "/oidc/.well-known/oauth-authorization-server")
                        .body())))
                .contains("authorization_endpoint", "token_endpoint");
    }
}
