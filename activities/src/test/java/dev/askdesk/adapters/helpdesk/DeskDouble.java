package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's desk over loopback HTTP: the server, the faults and the check of credentials; what is replied is the
 * vendor's own.
 */
abstract class DeskDouble implements Desk {
    static final JsonMapper JSON = new JsonMapper();

    static {
        // Without it, a reply in two parts can wait 40 ms for the client's acknowledgement. Works for the first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    record Call(String method, String path, Map<String, String> query, JsonNode body) {
        boolean is(String wanted, String pattern) {
            return method.equals(wanted) && path.matches(pattern);
        }

        /** The part of the path at this place, where the first one is 1. */
        String part(int index) {
            return path.split("/")[index];
        }

        int number(String name, int otherwise) {
            return Integer.parseInt(query.getOrDefault(name, String.valueOf(otherwise)));
        }
    }

    record Reply(int status, JsonNode body) {}

    /** What the vendor would not take. */
    static final class Refusal extends RuntimeException {
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }

    final DeskStore store = new DeskStore();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final DeskFaults faults = new DeskFaults();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicLong calls = new AtomicLong();

    DeskDouble(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** The value that the Authorization header must have. */
    abstract String authorization();

    /** Carries the call out. */
    abstract Reply reply(Call call);

    /** A refusal in the vendor's form. */
    abstract ObjectNode error(int status, String message);

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on, calls fail by chance. */
    public void faults(DeskFaults.Chances chances) {
        faults.by(chances);
    }

    /** How many calls came, whatever became of them. */
    public long calls() {
        return calls.get();
    }

    @Override
    public boolean speaksHttp() {
        return true;
    }

    @Override
    public void failNext(Fault fault) {
        faults.next(fault);
    }

    @Override
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public String given(GivenTicket ticket) {
        return store.add(ticket, this::id);
    }

    /** The id of the desk's ticket of this number. */
    String id(int number) {
        return String.valueOf(number);
    }

    @Override
    public void change(String ticketId, Instant at) {
        store.change(ticketId, at);
    }

    @Override
    public void delete(String ticketId) {
        store.delete(ticketId);
    }

    @Override
    public List<Note> notes(String ticketId) {
        return store.notes(ticketId);
    }

    @Override
    public String unknownId() {
        return id(999_999_999);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean writes = !exchange.getRequestMethod().equals("GET");
        Fault fault = faults.of(writes);
        if (fault == Fault.RATE_LIMITED) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(faults.retryAfterSeconds()));
            send(
                    exchange,
                    429,
                    "application/json",
                    error(429, "Too many requests").toString());
        } else if (fault == Fault.BROKEN) {
            send(
                    exchange,
                    500,
                    "application/json",
                    error(500, "Something went wrong").toString());
        } else if (fault == Fault.WEB_PAGE) {
            send(exchange, 200, "text/html", "<!DOCTYPE html><html><body>We are down for maintenance.</body></html>");
        } else if (!authorization().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(
                    exchange,
                    401,
                    "application/json",
                    error(401, "Bad: " + exchange.getRequestHeaders().getFirst("Authorization"))
                            .toString());
        } else {
            Reply reply = carriedOut(exchange, sent);
            if (fault == Fault.DROPPED_AFTER_WRITING) {
                exchange.close();
            } else {
                send(exchange, reply.status(), "application/json", reply.body().toString());
            }
        }
    }

    private Reply carriedOut(HttpExchange exchange, byte[] sent) {
        URI uri = exchange.getRequestURI();
        String asked = exchange.getRequestMethod() + " " + uri;
        try {
            JsonNode body = sent.length == 0 ? MissingNode.getInstance() : JSON.readTree(sent);
            if (sent.length > 0
                    && !"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                throw new Refusal(415, "no JSON");
            }
            return reply(new Call(exchange.getRequestMethod(), uri.getRawPath(), query(uri.getRawQuery()), body));
        } catch (Refusal refusal) {
            if (refusal.status != 404) {
                refused.add(asked + ": " + refusal.getMessage());
            }
            return new Reply(refusal.status, error(refusal.status, String.valueOf(refusal.getMessage())));
        } catch (IOException | RuntimeException unexpected) {
            refused.add(asked + ": " + unexpected);
            return new Reply(400, error(400, String.valueOf(unexpected)));
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Refuses a call with parameters or fields that the vendor does not document. */
    static void only(Set<String> names, String... known) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw new Refusal(400, "unknown: " + unknown);
        }
    }

    static Set<String> fields(JsonNode body) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
