package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.helpdesk.DeskStore.Stored;
import dev.askdesk.adapters.helpdesk.DeskStore.StoredTicket;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Zendesk Support as its API v2 documents it, as far as the adapter uses it. A comment without {@code public} is public,
 * as documented. Deleted tickets stay in the export.
 */
final class ZendeskDouble extends DeskDouble {
    static final String EMAIL = "bot@example.com";
    static final String TOKEN = "zendesk-token-0123456789";

    private final Map<String, StoredTicket> deleted = new LinkedHashMap<>();

    ZendeskDouble() {
        super(0);
    }

    @Override
    public Helpdesk helpdesk() {
        return withToken(TOKEN);
    }

    @Override
    public Helpdesk withToken(String token) {
        return new Zendesk(base(), EMAIL, token, Duration.ofSeconds(20));
    }

    @Override
    public boolean changesNotes() {
        return false;
    }

    @Override
    public void delete(String ticketId) {
        store.ticket(ticketId).ifPresent(ticket -> deleted.put(ticketId, ticket));
        super.delete(ticketId);
    }

    @Override
    String authorization() {
        return "Basic "
                + Base64.getEncoder().encodeToString((EMAIL + "/token:" + TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    ObjectNode error(int status, String message) {
        return JSON.createObjectNode().put("error", message);
    }

    @Override
    Reply reply(Call call) {
        if (call.is("GET", "/api/v2/incremental/tickets/cursor.json")) {
            return export(call);
        }
        if (call.is("GET", "/api/v2/tickets/\\d+\\.json")) {
            only(call.query().keySet(), "include");
            StoredTicket ticket = ticket(call);
            ObjectNode reply = JSON.createObjectNode();
            reply.set("ticket", ticket(ticket, status(ticket)));
            users(reply, Stream.of(ticket.given().requester()));
            return new Reply(200, reply);
        }
        if (call.is("GET", "/api/v2/tickets/\\d+/comments.json")) {
            return comments(call);
        }
        if (call.is("PUT", "/api/v2/tickets/\\d+\\.json")) {
            return update(call);
        }
        throw new Refusal(405, "no such resource");
    }

    private Reply export(Call call) {
        only(call.query().keySet(), "start_time", "cursor", "per_page", "include", "exclude_deleted");
        Instant minuteAgo = Instant.now().minusSeconds(60);
        List<StoredTicket> all = Stream.concat(store.sorted(order()).stream(), deleted.values().stream())
                .filter(ticket -> ticket.changedAt().isBefore(minuteAgo))
                .filter(ticket -> isAfter(ticket, call))
                .sorted(order())
                .toList();
        int size = Math.min(1000, call.number("per_page", 1000));
        List<StoredTicket> page = all.subList(0, Math.min(size, all.size()));
        ObjectNode reply = JSON.createObjectNode().put("end_of_stream", page.size() == all.size());
        ArrayNode tickets = reply.putArray("tickets");
        page.forEach(
                ticket -> tickets.add(ticket(ticket, deleted.containsKey(ticket.id()) ? "deleted" : status(ticket))));
        if (page.isEmpty()) {
            reply.putNull("after_cursor");
        } else {
            StoredTicket last = page.get(page.size() - 1);
            String after = last.changedAt().getEpochSecond() + ".0||" + last.id();
            reply.put("after_cursor", Base64.getEncoder().encodeToString(after.getBytes(StandardCharsets.UTF_8)));
        }
        return new Reply(200, reply);
    }

    private static Comparator<StoredTicket> order() {
        return Comparator.comparing(StoredTicket::changedAt).thenComparing(ticket -> Long.parseLong(ticket.id()));
    }

    private static boolean isAfter(StoredTicket ticket, Call call) {
        long changed = ticket.changedAt().getEpochSecond();
        if (!call.query().containsKey("cursor")) {
            long start = Long.parseLong(call.query().get("start_time"));
            if (start > Instant.now().getEpochSecond() - 60) {
                throw new Refusal(422, "Too recent start_time. Use a start_time older than 60 seconds.");
            }
            return changed >= start;
        }
        String[] after = new String(Base64.getDecoder().decode(call.query().get("cursor")), StandardCharsets.UTF_8)
                .split("\\.0\\|\\|");
        long time = Long.parseLong(after[0]);
        return changed > time || changed == time && Long.parseLong(ticket.id()) > Long.parseLong(after[1]);
    }

    private StoredTicket ticket(Call call) {
        return store.ticket(call.part(4).replace(".json", "")).orElseThrow(() -> new Refusal(404, "RecordNotFound"));
    }

    private ObjectNode ticket(StoredTicket ticket, String status) {
        return JSON.createObjectNode()
                .put("id", Long.parseLong(ticket.id()))
                .put("subject", ticket.given().subject())
                .put("description", ticket.given().html())
                .put("status", status)
                .put("requester_id", store.idOf(ticket.given().requester()))
                .put("created_at", ticket.given().createdAt().toString())
                .put("updated_at", ticket.changedAt().toString())
                .put("generated_timestamp", ticket.changedAt().getEpochSecond());
    }

    private static String status(StoredTicket ticket) {
        return switch (ticket.given().status()) {
            case OPEN -> "open";
            case PENDING -> "hold";
            case SOLVED -> "solved";
            case CLOSED -> "closed";
        };
    }

    private Reply comments(Call call) {
        only(call.query().keySet(), "include", "page[size]", "page[after]", "sort");
        int size = call.number("page[size]", 100);
        if (size > 100) {
            throw new Refusal(400, "page[size]");
        }
        StoredTicket ticket = ticket(call);
        Stored description = new Stored(
                1,
                Role.REQUESTER,
                ticket.given().requester(),
                true,
                ticket.given().createdAt(),
                ticket.given().html(),
                ticket.given().files(),
                false);
        List<Stored> all = Stream.concat(Stream.of(description), ticket.messages().stream())
                .toList();
        int from = call.number("page[after]", 0);
        List<Stored> page = all.subList(from, Math.min(from + size, all.size()));
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode comments = reply.putArray("comments");
        page.forEach(comment -> comments.add(comment(comment)));
        users(
                reply,
                page.stream().filter(comment -> comment.role() != Role.SYSTEM).map(Stored::author));
        reply.putObject("meta")
                .put("has_more", from + page.size() < all.size())
                .put("after_cursor", String.valueOf(from + page.size()));
        return new Reply(200, reply);
    }

    private ObjectNode comment(Stored stored) {
        boolean system = stored.role() == Role.SYSTEM;
        ObjectNode comment = JSON.createObjectNode()
                .put("id", stored.id())
                .put("type", "Comment")
                .put("author_id", system ? -1 : store.idOf(stored.author()))
                .put("body", stored.html().replaceAll("<[^>]*>", ""))
                .put("html_body", stored.html())
                .put("public", stored.visible())
                .put("created_at", stored.sentAt().toString());
        comment.putObject("via").put("channel", system ? "rule" : "email");
        ArrayNode files = comment.putArray("attachments");
        stored.files().forEach(name -> files.addObject().put("id", 1).put("file_name", name));
        return comment;
    }

    private void users(ObjectNode reply, Stream<Person> people) {
        ArrayNode users = reply.putArray("users");
        people.distinct().forEach(person -> users.addObject()
                .put("id", store.idOf(person))
                .put("name", person.name())
                .put("email", person.email())
                .put("role", isAgent(person) ? "agent" : "end-user"));
    }

    private static boolean isAgent(Person person) {
        return person.equals(GivenTicket.ADAM) || person.equals(DeskStore.BOT);
    }

    private Reply update(Call call) {
        only(fields(call.body()), "ticket");
        only(fields(call.body().path("ticket")), "comment");
        JsonNode comment = call.body().at("/ticket/comment");
        only(fields(comment), "html_body", "public");
        String html = Optional.ofNullable(comment.path("html_body").textValue())
                .orElseThrow(() -> new Refusal(422, "no body"));
        StoredTicket ticket = ticket(call);
        Stored note = store.note(ticket.id(), html, comment.path("public").asBoolean(true));
        ObjectNode reply = JSON.createObjectNode();
        reply.set("ticket", ticket(ticket, status(ticket)));
        reply.putObject("audit")
                .putArray("events")
                .addObject()
                .put("type", "Comment")
                .put("public", note.visible());
        return new Reply(200, reply);
    }
}
