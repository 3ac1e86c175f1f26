package dev.askdesk.databricksdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Statement Execution API 2.0 and the calls for sessions that the driver makes next to it. */
final class SqlApi {

    private final Warehouse warehouse;
    private final Moments moments;
    private final Switches switches;
    private final Links links;
    private final Map<String, Wanted> wanted = new ConcurrentHashMap<>();

    /** How a statement's result was asked for. */
    private record Wanted(boolean arrow, String disposition, boolean lz4) {

        static final Wanted INLINE = new Wanted(false, "INLINE", false);

        /** What is small comes in the answer where it may. */
        boolean external(Query query, Result result) {
            boolean large = disposition.equals("INLINE_OR_EXTERNAL_LINKS")
                    && result.chunks() > 1
                    && !"false".equals(query.session.settings().get("CAN_CLOUD_DOWNLOAD"));
            return large || disposition.equals("EXTERNAL_LINKS");
        }
    }

    SqlApi(Warehouse warehouse, Moments moments, Switches switches, Links links) {
        this.warehouse = warehouse;
        this.moments = moments;
        this.switches = switches;
        this.links = links;
    }

    /** {@code null} where the path is none of its own. */
    Http.@Nullable Answer answer(Http.Request request, String user) {
        String[] path = request.path()
                .replaceFirst("^/api/2.0/sql/", "")
                .replaceFirst("/$", "")
                .split("/", -1);
        if (path[0].equals("warehouses") && path.length == 3 && path[2].equals("sessions")) {
            return openSession(request, user);
        }
        if (path[0].equals("sessions") && path.length == 2 && request.method().equals("DELETE")) {
            warehouse.close(path[1]);
            return Http.Answer.json(200, Json.object());
        }
        if (!path[0].equals("statements")) {
            return null;
        }
        if (path.length == 1) {
            return scripted(Call.STATEMENT_POST, () -> post(Json.objectIn(request.text()), user));
        }
        Query query = warehouse.query(path[1]);
        if (query == null) {
            return Http.Answer.error(404, "NOT_FOUND", "The statement " + path[1] + " was not found.");
        }
        return ofQuery(request, path, query, user);
    }

    private Http.@Nullable Answer ofQuery(Http.Request request, String[] path, Query query, String user) {
        if (path.length == 2 && request.method().equals("DELETE")) {
            query.stops(Query.State.CLOSED, user);
            return Http.Answer.json(200, Json.object());
        }
        if (path.length == 2) {
            return scripted(Call.STATEMENT_GET, () -> {
                query.polled();
                return Http.Answer.json(200, body(query));
            });
        }
        if (path[2].equals("cancel")) {
            return scripted(Call.CANCEL_POST, () -> {
                query.stops(Query.State.CANCELED, user);
                return Http.Answer.json(200, Json.object());
            });
        }
        if (path[2].equals("status")) {
            return Http.Answer.json(200, status(query));
        }
        return scripted(Call.CHUNK_GET, () -> chunk(query, Integer.parseInt(path[path.length - 1])));
    }

    private Http.Answer scripted(Call call, java.util.function.Supplier<Http.Answer> otherwise) {
        Http.Answer scripted = moments.scripted(call);
        return scripted == null ? otherwise.get() : scripted;
    }

    private Http.Answer openSession(Http.Request request, String user) {
        return scripted(Call.SESSION_POST, () -> {
            ObjectNode body = Json.objectIn(request.text());
            Map<String, String> settings = new LinkedHashMap<>();
            body.path("session_confs")
                    .properties()
                    .forEach(one -> settings.put(one.getKey(), one.getValue().asText()));
            String catalog = body.path("catalog").asText(null);
            return Http.Answer.json(
                    200,
                    Json.object(
                            "session_id",
                            warehouse.open(user, catalog, body.path("schema").asText(null), settings).id));
        });
    }

    private Http.Answer post(ObjectNode body, String user) {
        String sessionId = body.path("session_id").asText("");
        Session session = sessionId.isEmpty()
                ? new Session(
                        "",
                        user,
                        body.path("catalog").asText("fund"),
                        body.path("schema").asText("default"))
                : warehouse.sessions.get(sessionId);
        if (session == null) {
            return Http.Answer.error(404, "NOT_FOUND", "The session " + sessionId + " was not found.");
        }
        if (!body.path("statement").isTextual()) {
            return Http.Answer.error(400, "INVALID_PARAMETER_VALUE", "A statement is required.");
        }
        Query query = warehouse.start(
                body.path("statement").asText(),
                session,
                parameters(body.path("parameters")),
                body.path("row_limit").asLong());
        body.path("query_tags")
                .forEach(tag -> query.tags.put(
                        tag.path("key").asText(), tag.path("value").asText("")));
        wanted.put(
                query.id,
                new Wanted(
                        body.path("format").asText().equals("ARROW_STREAM"),
                        body.path("disposition").asText("INLINE"),
                        body.path("result_compression").asText().equals("LZ4_FRAME")));
        awaits(query, body);
        return Http.Answer.json(200, body(query));
    }

    private void awaits(Query query, ObjectNode body) {
        String wait = body.path("wait_timeout").asText("10s").replace("s", "");
        try {
            moments.untilFinal(query, Long.parseLong(wait) * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean cancels = body.path("on_wait_timeout").asText().equals("CANCEL");
        if (cancels && !query.state().isFinal()) {
            query.stops(Query.State.CANCELED, "timeout");
        }
    }

    private static List<String> parameters(JsonNode given) {
        Map<Integer, String> values = new TreeMap<>();
        given.forEach(one -> {
            String type = one.path("type").asText("STRING");
            String value = one.path("value").isTextual()
                    ? Dialect.literal(one.path("value").asText())
                    : "NULL";
            String duckdb = TypeName.at(Lexer.tokens(type), 0).duckdb();
            values.put(one.path("ordinal").asInt(), "CAST(" + value + " AS " + duckdb + ")");
        });
        return List.copyOf(values.values());
    }

    private ObjectNode status(Query query) {
        String error = query.error();
        return Json.object(
                "state", query.state().name(),
                "error", error == null ? null : Json.object("error_code", "BAD_REQUEST", "message", error),
                "sql_state", switches.isSqlStates() ? query.sqlState() : null);
    }

    private ObjectNode body(Query query) {
        ObjectNode body = Json.object("statement_id", query.id, "status", status(query));
        Result result = query.result();
        if (result != null && query.state() == Query.State.SUCCEEDED) {
            Wanted how = wanted.getOrDefault(query.id, Wanted.INLINE);
            body.set("manifest", manifest(result, how));
            body.set("result", result.chunks() == 0 ? Json.object() : data(query, result, 0, how));
        }
        return body;
    }

    private ObjectNode manifest(Result result, Wanted how) {
        ArrayNode columns = Json.array(List.of());
        for (int i = 0; i < result.names().size(); i++) {
            ColumnType type = result.types().get(i);
            boolean ntz = type.name().equals("TIMESTAMP_NTZ");
            columns.add(Json.object(
                    "name", result.names().get(i),
                    "type_text", type.text(),
                    "type_name", ntz ? "TIMESTAMP" : type.name(),
                    "position", i,
                    "type_precision", type.precision(),
                    "type_scale", type.scale(),
                    "type_interval_type",
                            type.name().equals("INTERVAL") ? type.text().substring(9) : null));
        }
        ArrayNode chunks = Json.array(List.of());
        for (int i = 0; i < result.chunks(); i++) {
            chunks.add(place(result, i));
        }
        return Json.object(
                "format",
                how.arrow() ? "ARROW_STREAM" : "JSON_ARRAY",
                "schema",
                Json.object("column_count", columns.size(), "columns", columns),
                "total_chunk_count",
                switches.isChunkCounts() ? result.chunks() : null,
                "chunks",
                chunks,
                "total_row_count",
                result.rows(),
                "truncated",
                result.isTruncated(),
                "result_compression",
                how.arrow() ? (how.lz4() ? "LZ4_FRAME" : "NONE") : null);
    }

    private static ObjectNode place(Result result, int chunk) {
        return Json.object("chunk_index", chunk, "row_offset", result.offset(chunk), "row_count", result.rowsIn(chunk));
    }

    private Http.Answer chunk(Query query, int chunk) {
        boolean there = moments.whileFetching(query);
        Result result = query.result();
        if (!there || result == null) {
            return Http.Answer.error(404, "NOT_FOUND", "The result of statement " + query.id + " is closed.");
        }
        if (chunk >= result.chunks()) {
            return Http.Answer.error(400, "INVALID_PARAMETER_VALUE", "There is no chunk " + chunk + ".");
        }
        return Http.Answer.json(200, data(query, result, chunk, wanted.getOrDefault(query.id, Wanted.INLINE)));
    }

    private ObjectNode data(Query query, Result result, int chunk, Wanted how) {
        ObjectNode place = place(result, chunk);
        if (chunk + 1 < result.chunks()) {
            place.put("next_chunk_index", chunk + 1);
            place.put(
                    "next_chunk_internal_link",
                    "/api/2.0/sql/statements/" + query.id + "/result/chunks/" + (chunk + 1) + "?row_offset="
                            + result.offset(chunk + 1));
        }
        if (how.external(query, result)) {
            return Json.object("external_links", List.of(links.add(place, query, chunk, how.arrow(), how.lz4())));
        }
        if (how.arrow()) {
            place.put("attachment", links.bytes(query, chunk, true, how.lz4()));
        } else {
            place.set("data_array", Cells.json(result, chunk, query.session.timeZone()));
        }
        return place;
    }
}
