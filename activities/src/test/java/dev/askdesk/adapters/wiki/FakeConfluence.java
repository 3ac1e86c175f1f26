package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What both Confluences have in common, over HTTP: pages, the check of the credentials, the search by CQL and the
 * resource of restrictions. A request with a parameter that the vendor's documents don't have is refused.
 */
abstract class FakeConfluence implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    /** A reply in place of the wiki's own. */
    record Script(int status, String contentType, Map<String, String> headers, String body) {}

    /** A page as the wiki holds it. */
    static final class Page {
        final String id;
        String title = "";
        List<String> labels = List.of();
        String storage = "";
        String space = "IT";
        String status = "current";
        int version = 1;
        boolean restricted;
        boolean invisible;

        @Nullable
        Page parent;

        Page(String id) {
            this.id = id;
        }

        List<Page> ancestors() {
            List<Page> above = new ArrayList<>();
            for (@Nullable Page page = parent; page != null; page = page.parent) {
                above.add(0, page);
            }
            return above;
        }
    }

    final Map<String, Page> pages = new LinkedHashMap<>();
    final List<String> paths = new ArrayList<>();
    volatile @Nullable Script script;

    /** Whether a page shows its restrictions where they are to be expanded. */
    volatile boolean expandsRestrictions = true;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String authorization;

    FakeConfluence(String authorization) throws IOException {
        this.authorization = authorization;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The answer; {@code null} where there is no such thing. */
    abstract @Nullable JsonNode answer(String path, Map<String, String> query);

    abstract String context();

    URI url() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    Page page(String id) {
        return pages.computeIfAbsent(id, Page::new);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        paths.add(uri.toString());
        Script instead = script;
        if (instead != null) {
            instead.headers.forEach(exchange.getResponseHeaders()::set);
            reply(exchange, instead.status, instead.contentType, instead.body);
        } else if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            reply(exchange, 401, "application/json", "{\"message\":\"Client must be authenticated\"}");
        } else {
            try {
                JsonNode answer = answer(uri.getPath(), query(uri.getRawQuery()));
                String body = answer == null ? "{\"statusCode\":404,\"message\":\"Not found\"}" : answer.toString();
                reply(exchange, answer == null ? 404 : 200, "application/json", body);
            } catch (IllegalArgumentException wrong) {
                reply(exchange, 400, "application/json", "{\"message\":\"" + wrong.getMessage() + "\"}");
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    static void allow(Map<String, String> query, String... names) {
        Set<String> allowed = Set.of(names);
        query.keySet().stream()
                .filter(name -> !allowed.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("unknown parameter " + name);
                });
    }

    /** Pages of the CQL's spaces, whatever their state: the adapter must not rely on the index alone. */
    List<Page> matches(String cql) {
        String expected = "type=page and space in (\"IT\",\"HR\") order by created asc";
        if (!cql.equals(expected)) {
            throw new IllegalArgumentException("Could not parse cql : " + cql.replace('"', '\''));
        }
        return pages.values().stream()
                .filter(page -> Set.of("IT", "HR", "OLD").contains(page.space))
                .filter(page -> !page.status.equals("trashed") && !page.invisible)
                .toList();
    }

    /** The resource of restrictions tells of the page's own ones. */
    @Nullable
    JsonNode restriction(String id, Map<String, String> query) {
        allow(query, "expand");
        Page page = pages.get(id);
        if (page == null || page.invisible || page.status.equals("trashed")) {
            return null;
        }
        return restrictions(page, Set.of(query.getOrDefault("expand", "").split(",")), "restrictions.");
    }

    private static ObjectNode restrictions(Page page, Set<String> expand, String prefix) {
        ObjectNode read = JSON.createObjectNode().put("operation", "read");
        ObjectNode subjects = read.putObject("restrictions");
        for (String kind : List.of("user", "group")) {
            if (expand.contains(prefix + kind)) {
                ObjectNode list = subjects.putObject(kind);
                ArrayNode results = list.putArray("results");
                if (page.restricted && kind.equals("group")) {
                    results.addObject().put("type", "group").put("name", "partners");
                }
                list.put("start", 0).put("limit", 200).put("size", results.size());
            }
        }
        return read;
    }

    /** The page as the resource content of v1 shows it, with what is expanded. */
    ObjectNode content(Page page, String expanded, String webui) {
        Set<String> expand = Arrays.stream(expanded.split(",")).collect(Collectors.toSet());
        ObjectNode content = JSON.createObjectNode()
                .put("id", page.id)
                .put("type", "page")
                .put("status", page.status)
                .put("title", page.title);
        if (expand.contains("version")) {
            content.putObject("version").put("number", page.version).put("minorEdit", false);
        }
        if (expand.contains("space")) {
            content.putObject("space")
                    .put("key", page.space)
                    .put("status", page.space.equals("OLD") ? "archived" : "current");
        }
        if (expand.contains("metadata.labels")) {
            ObjectNode labels = content.putObject("metadata").putObject("labels");
            labels.set("results", labels(page));
            labels.put("start", 0).put("limit", 200).put("size", page.labels.size());
        }
        if (expand.contains("ancestors")) {
            ArrayNode ancestors = content.putArray("ancestors");
            page.ancestors()
                    .forEach(above -> ancestors.addObject().put("id", above.id).put("type", "page"));
        }
        if (expand.contains("body.storage")) {
            content.putObject("body")
                    .putObject("storage")
                    .put("value", page.storage)
                    .put("representation", "storage");
        }
        String read = "restrictions.read.restrictions.";
        if (expandsRestrictions && expand.contains(read + "user") && expand.contains(read + "group")) {
            content.putObject("restrictions").set("read", restrictions(page, expand, read));
        }
        content.putObject("_links").put("webui", webui);
        return content;
    }

    /** In an order of the wiki's own, with one that only its user sees. */
    static ArrayNode labels(Page page) {
        ArrayNode labels = JSON.createArrayNode();
        List<String> names = new ArrayList<>(page.labels);
        java.util.Collections.shuffle(names);
        names.forEach(name ->
                labels.addObject().put("prefix", "global").put("name", name).put("id", "1"));
        labels.addObject().put("prefix", "my").put("name", "favourite").put("id", "2");
        return labels;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
