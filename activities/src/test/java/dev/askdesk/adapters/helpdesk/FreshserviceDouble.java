package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.helpdesk.DeskStore.Stored;
import dev.askdesk.adapters.helpdesk.DeskStore.StoredTicket;
import dev.askdesk.adapters.helpdesk.Message.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Freshservice as its API v2 documents it, as far as the adapter uses it. Where the document leaves something open, it
 * does what is harder for the adapter: {@code updated_since} leaves out its own time, and a note without {@code private}
 * becomes public.
 *
 * <p>Safe for many callers at once; {@link #faults} makes calls fail by chance, and {@link #allNotes} tells what came.
 */
public final class FreshserviceDouble extends DeskDouble {
    public static final String API_KEY = "fresh-api-key-0123456789";

    private static final Comparator<StoredTicket> BY_CHANGE =
            Comparator.comparing(StoredTicket::changedAt).thenComparing(ticket -> Long.parseLong(ticket.id()));
    private static final Comparator<StoredTicket> BY_CREATION = Comparator.comparing(
                    (StoredTicket ticket) -> ticket.given().createdAt())
            .thenComparing(ticket -> Long.parseLong(ticket.id()));

    private volatile boolean sortsByChange = true;

    private FreshserviceDouble(int port) {
        super(port);
    }

    /** @param port 0 for any that is free */
    public static FreshserviceDouble start(int port) {
        return new FreshserviceDouble(port);
    }

    /** From now on lists are sorted by creation, whatever {@code order_by} says: the document has no such parameter. */
    public FreshserviceDouble ignoringOrderBy() {
        sortsByChange = false;
        return this;
    }

    /** All notes that came by the API, by ticket. */
    public Map<String, List<Note>> allNotes() {
        return store.notes();
    }

    @Override
    public Helpdesk helpdesk() {
        return withToken(API_KEY);
    }

    @Override
    public Helpdesk withToken(String token) {
        return new Freshservice(base(), token, Duration.ofSeconds(20));
    }

    @Override
    String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((API_KEY + ":X").getBytes());
    }

    @Override
    ObjectNode error(int status, String message) {
        return JSON.createObjectNode()
                .put("code", status == 401 ? "invalid_credentials" : "refused")
                .put("message", message);
    }

    @Override
    Reply reply(Call call) {
        if (call.is("GET", "/api/v2/tickets")) {
            return list(call);
        }
        if (call.is("GET", "/api/v2/tickets/\\d+")) {
            only(call.query().keySet(), "include");
            StoredTicket ticket = ticket(call);
            ObjectNode found = ticket(ticket).put("description", ticket.given().html());
            if (call.query().getOrDefault("include", "").contains("requester")) {
                found.putObject("requester")
                        .put("id", store.idOf(ticket.given().requester()))
                        .put("name", ticket.given().requester().name())
                        .put("email", ticket.given().requester().email());
            }
            files(found, ticket.given().files());
            return new Reply(200, JSON.createObjectNode().set("ticket", found));
        }
        if (call.is("GET", "/api/v2/tickets/\\d+/conversations")) {
            return conversations(call);
        }
        if (call.is("POST", "/api/v2/tickets/\\d+/notes")) {
            return note(call);
        }
        if (call.is("PUT", "/api/v2/conversations/\\d+")) {
            only(fields(call.body()), "body", "attachments");
            Stored stored = store.rewrite(call.part(4), text(call.body(), "body"))
                    .orElseThrow(() -> new Refusal(404, "no such"));
            return new Reply(200, JSON.createObjectNode().set("conversation", conversation(stored, "0")));
        }
        throw new Refusal(405, "no such resource");
    }

    private Reply list(Call call) {
        only(
                call.query().keySet(),
                "updated_since",
                "order_by",
                "order_type",
                "page",
                "per_page",
                "workspace_id",
                "include",
                "filter");
        int size = call.number("per_page", 30);
        if (size > 100 || size < 1) {
            throw new Refusal(400, "per_page");
        }
        // Without it, the document says, only tickets created within the past 30 days are listed.
        Instant since = call.query().containsKey("updated_since")
                ? Instant.parse(call.query().get("updated_since"))
                : Instant.now().minus(Duration.ofDays(30));
        boolean byChange = sortsByChange && "updated_at".equals(call.query().get("order_by"));
        Comparator<StoredTicket> order = byChange ? BY_CHANGE : BY_CREATION;
        boolean ascending = "asc".equals(call.query().get("order_type"));
        ArrayNode tickets = JSON.createArrayNode();
        store.sorted(ascending ? order : order.reversed()).stream()
                .filter(ticket -> ticket.changedAt().isAfter(since))
                .skip((long) size * (call.number("page", 1) - 1))
                .limit(size)
                .forEach(ticket -> tickets.add(ticket(ticket)));
        return new Reply(200, JSON.createObjectNode().set("tickets", tickets));
    }

    private StoredTicket ticket(Call call) {
        return store.ticket(call.part(4)).orElseThrow(() -> new Refusal(404, "no such ticket"));
    }

    private ObjectNode ticket(StoredTicket ticket) {
        int status = ticket.given().status().ordinal() + 2;
        return JSON.createObjectNode()
                .put("id", Long.parseLong(ticket.id()))
                .put("subject", ticket.given().subject())
                .put("status", status)
                .put("source", 1)
                .put("deleted", false)
                .put("requester_id", store.idOf(ticket.given().requester()))
                .putNull("requested_for_id")
                .put("created_at", ticket.given().createdAt().toString())
                .put("updated_at", ticket.changedAt().toString());
    }

    private Reply conversations(Call call) {
        only(call.query().keySet(), "page", "per_page");
        int size = call.number("per_page", 30);
        ArrayNode conversations = JSON.createArrayNode();
        ticket(call).messages().stream()
                .skip((long) size * (call.number("page", 1) - 1))
                .limit(size)
                .forEach(message -> conversations.add(conversation(message, call.part(4))));
        return new Reply(200, JSON.createObjectNode().set("conversations", conversations));
    }

    private ObjectNode conversation(Stored message, String ticketId) {
        ObjectNode conversation = JSON.createObjectNode()
                .put("id", message.id())
                .put("user_id", store.idOf(message.author()))
                .put("body", message.html())
                .put("ticket_id", Long.parseLong(ticketId))
                .put("incoming", message.role() == Role.REQUESTER)
                .put("private", !message.visible())
                // 0 e-mail, 2 note, 4 meta.
                .put("source", message.role() == Role.SYSTEM ? 4 : message.visible() ? 0 : 2)
                .put("created_at", message.sentAt().toString())
                .put("updated_at", message.sentAt().toString());
        if (message.visible()) {
            conversation.put("from_email", message.author().email());
        } else {
            conversation.putNull("from_email");
        }
        files(conversation, message.files());
        return conversation;
    }

    private Reply note(Call call) {
        only(fields(call.body()), "body", "private", "incoming", "notify_emails", "user_id", "attachments");
        StoredTicket ticket = ticket(call);
        Stored note = store.note(
                ticket.id(),
                text(call.body(), "body"),
                !call.body().path("private").asBoolean(false));
        return new Reply(201, JSON.createObjectNode().set("conversation", conversation(note, ticket.id())));
    }

    private static String text(JsonNode body, String field) {
        if (!body.path(field).isTextual() || body.path(field).asText().isBlank()) {
            throw new Refusal(400, field + " is missing");
        }
        return body.path(field).asText();
    }

    private static void files(ObjectNode of, List<String> names) {
        ArrayNode files = of.putArray("attachments");
        names.forEach(name -> files.addObject().put("id", 1).put("name", name).put("content_type", "text/plain"));
    }
}
