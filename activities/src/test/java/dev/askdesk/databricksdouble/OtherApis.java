package dev.askdesk.databricksdouble;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The warehouse's own state, and the history of queries. */
final class OtherApis {

    private final Warehouse warehouse;
    private final Moments moments;

    OtherApis(Warehouse warehouse, Moments moments) {
        this.warehouse = warehouse;
        this.moments = moments;
    }

    Http.@Nullable Answer answer(Http.Request request) {
        if (request.path().equals("/api/2.0/sql/history/queries")) {
            return Http.Answer.json(200, history(request));
        }
        if (request.path().equals("/api/2.0/sql/warehouses/" + Warehouse.ID)) {
            return Http.Answer.json(200, warehouse());
        }
        if (request.path().equals("/api/2.0/sql/warehouses/" + Warehouse.ID + "/start")) {
            moments.wakes();
            return Http.Answer.json(200, Json.object());
        }
        return request.path().startsWith("/api/2.0/sql/warehouses/")
                ? Http.Answer.error(404, "RESOURCE_DOES_NOT_EXIST", "SQL warehouse does not exist")
                : null;
    }

    private ObjectNode warehouse() {
        String state = moments.warehouseState();
        return Json.object(
                "id",
                Warehouse.ID,
                "name",
                "Double",
                "cluster_size",
                "2X-Small",
                "min_num_clusters",
                1,
                "max_num_clusters",
                1,
                "auto_stop_mins",
                10,
                "creator_name",
                "owner@example.com",
                "num_clusters",
                state.equals("STOPPED") ? 0 : 1,
                "num_active_sessions",
                warehouse.sessions.size(),
                "state",
                state,
                "enable_photon",
                true,
                "enable_serverless_compute",
                false,
                "warehouse_type",
                "PRO",
                "spot_instance_policy",
                "COST_OPTIMIZED",
                "health",
                Json.object("status", "HEALTHY"),
                "tags",
                Json.object("custom_tags", List.of()));
    }

    private ObjectNode history(Http.Request request) {
        List<String> ids = request.parameters("filter_by.statement_ids");
        List<String> statuses = request.parameters("filter_by.statuses");
        boolean metrics = request.parameters("include_metrics").contains("true");
        List<Query> newest = new ArrayList<>(warehouse.history());
        Collections.reverse(newest);
        int most = request.parameters("max_results").stream()
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(100);
        ArrayNode rows = Json.array(List.of());
        newest.stream()
                .filter(query -> ids.isEmpty() || ids.contains(query.id))
                .filter(query -> statuses.isEmpty() || statuses.contains(status(query)))
                .limit(most)
                .forEach(query -> rows.add(info(query, metrics)));
        return Json.object("res", rows, "has_next_page", newest.size() > most);
    }

    private static String status(Query query) {
        return switch (query.state()) {
            case PENDING -> "QUEUED";
            case RUNNING -> "RUNNING";
            case SUCCEEDED -> "FINISHED";
            case CLOSED -> query.error() == null && query.canceledBy() == null ? "FINISHED" : "CANCELED";
            case FAILED -> "FAILED";
            case CANCELED -> "CANCELED";
        };
    }

    private static ObjectNode info(Query query, boolean metrics) {
        Instant ended = query.ended();
        boolean isFinal = ended != null;
        long end = ended == null ? 0 : ended.toEpochMilli();
        Result result = query.result();
        long rows = result == null ? 0 : result.rows();
        ArrayNode tags = Json.array(query.tags.entrySet().stream()
                .map(tag -> Json.object("key", tag.getKey(), "value", tag.getValue()))
                .toList());
        int user = query.session.user.hashCode() & Integer.MAX_VALUE;
        return Json.object(
                "query_id",
                query.id,
                "status",
                status(query),
                "query_text",
                query.sql,
                "query_start_time_ms",
                query.at.toEpochMilli(),
                "execution_end_time_ms",
                isFinal ? end : null,
                "query_end_time_ms",
                isFinal ? end : null,
                "user_id",
                user,
                "user_name",
                query.session.user,
                "executed_as_user_id",
                user,
                "executed_as_user_name",
                query.session.user,
                "endpoint_id",
                Warehouse.ID,
                "warehouse_id",
                Warehouse.ID,
                "rows_produced",
                rows,
                "error_message",
                query.error(),
                "is_final",
                isFinal,
                "duration",
                isFinal ? end - query.at.toEpochMilli() : null,
                "statement_type",
                Lexer.tokens(query.sql).isEmpty()
                        ? "OTHER"
                        : Lexer.tokens(query.sql).get(0).text().toUpperCase(java.util.Locale.ROOT),
                "session_id",
                query.session.id,
                "client_application",
                "Databricks JDBC Driver",
                "query_tags",
                tags,
                "metrics",
                metrics ? Json.object(metrics(query, rows)) : null);
    }

    private static Object[] metrics(Query query, long rows) {
        Instant ended = query.ended();
        long millis = ended == null ? 0 : ended.toEpochMilli() - query.at.toEpochMilli();
        Map<String, Long> values = new java.util.LinkedHashMap<>();
        values.put("total_time_ms", millis);
        values.put("execution_time_ms", millis);
        values.put("compilation_time_ms", 1L);
        values.put("result_fetch_time_ms", 0L);
        values.put("rows_read_count", rows);
        values.put("rows_produced_count", rows);
        values.put("read_bytes", rows * 100);
        values.put("read_cache_bytes", 0L);
        values.put("read_remote_bytes", rows * 100);
        values.put("read_files_count", 1L);
        values.put("pruned_bytes", 0L);
        values.put("spill_to_disk_bytes", 0L);
        values.put("task_total_time_ms", millis);
        values.put("photon_total_time_ms", 0L);
        return values.entrySet().stream()
                .flatMap(one -> java.util.stream.Stream.of(one.getKey(), one.getValue()))
                .toArray();
    }
}
