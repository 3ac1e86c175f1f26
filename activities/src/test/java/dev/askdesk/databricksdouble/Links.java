package dev.askdesk.databricksdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Results as files behind signed links, as in cloud storage. */
final class Links {

    private record Link(Query query, int chunk, boolean arrow, boolean lz4, Instant until) {}

    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Moments moments;
    private final IntSupplier port;
    private volatile Duration lifetime = Duration.ofMinutes(15);

    Links(Moments moments, IntSupplier port) {
        this.moments = moments;
        this.port = port;
    }

    void lifetime(Duration time) {
        lifetime = time;
    }

    /** The chunk's place with a link to it. */
    ObjectNode add(ObjectNode place, Query query, int chunk, boolean arrow, boolean lz4) {
        String key = UUID.randomUUID().toString();
        Instant until = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.MILLIS);
        links.put(key, new Link(query, chunk, arrow, lz4, until));
        place.put(
                "external_link", "http://localhost:" + port.getAsInt() + "/storage/" + key + "?X-Amz-Signature=double");
        place.put("expiration", until.toString());
        return place;
    }

    Http.Answer answer(Http.Request request) {
        Http.Answer scripted = moments.scripted(Call.LINK_GET);
        if (scripted != null) {
            return scripted;
        }
        Link link = links.get(request.path().substring("/storage/".length()));
        if (request.header("authorization") != null) {
            return xml(400, "InvalidArgument", "Only one auth mechanism allowed");
        }
        if (link == null || link.until().isBefore(Instant.now())) {
            return xml(403, "AccessDenied", "Request has expired");
        }
        if (!moments.whileFetching(link.query())) {
            return xml(404, "NoSuchKey", "The specified key does not exist.");
        }
        return new Http.Answer(
                200,
                Map.of("Content-Type", "binary/octet-stream"),
                bytes(link.query(), link.chunk(), link.arrow(), link.lz4()));
    }

    private static Http.Answer xml(int status, String code, String message) {
        String body = "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
        return new Http.Answer(
                status, Map.of("Content-Type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
    }

    byte[] bytes(Query query, int chunk, boolean arrow, boolean lz4) {
        @Nullable Result result = query.result();
        if (result == null) {
            return new byte[0];
        }
        String zone = query.session.timeZone();
        return arrow
                ? ArrowBytes.of(result, chunk, zone, lz4)
                : Cells.json(result, chunk, zone).toString().getBytes(StandardCharsets.UTF_8);
    }
}
