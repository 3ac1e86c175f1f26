package dev.askdesk.adapters.helpdesk;

import static dev.askdesk.adapters.helpdesk.VendorJson.list;
import static dev.askdesk.adapters.helpdesk.VendorJson.text;
import static dev.askdesk.adapters.helpdesk.VendorJson.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Freshservice by its API v2 (api.freshservice.com: "Tickets", "Conversations"). An account with workspaces lists the
 * tickets of its primary one.
 *
 * <p>"View a List of Tickets" documents {@code order_type}, and not {@code order_by}, which only its sister Freshdesk
 * documents; so it is asked for and not relied on ({@link MovingList}).
 */
public final class Freshservice implements Helpdesk {
    private static final String TITLE = "Freshservice";
    private static final TicketIds IDS = TicketIds.numeric(TITLE);

    /** The most that API v2 gives. */
    private static final int PER_PAGE = 100;

    /** Values of a conversation's {@code source}: 0 e-mail, 1 form, 2 note, 3 status, 4 meta, 5 feedback, 6 forward. */
    private static final int STATUS = 3;

    private static final int META = 4;

    private final URI base;
    private final JsonHttp http;

    /** @param base such as {@code https://example.freshservice.com}; custom domains are not served by the API */
    public Freshservice(URI base, String apiKey, Duration timeout) {
        this.base = base;
        // The key is the user; the password is not looked at.
        Credentials basic = Credentials.basic(apiKey, "X");
        List<String> secrets = List.of(apiKey, basic.secrets().get(0));
        this.http = new JsonHttp(new JsonHttp.Site(
                TITLE, base, new Credentials(basic.header(), secrets), timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "freshservice";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        return MovingList.changed(this::page, since, cursor, Instant.MAX);
    }

    private MovingList.Page page(Instant since, @Nullable String token) {
        int number = token == null ? 1 : Integer.parseInt(token);
        // A second earlier, for the document does not say whether the time itself is included.
        Instant from = since.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
        String query = "updated_since=" + from + "&order_by=updated_at&order_type=asc&per_page=" + PER_PAGE + "&page=";
        JsonNode tickets = list(http.get("/api/v2/tickets?" + query + number), "tickets");
        List<MovingList.Entry> entries = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            entries.add(new MovingList.Entry(
                    ticket.path("id").asText(), time(ticket, "created_at"), time(ticket, "updated_at")));
        }
        return new MovingList.Page(entries, tickets.size() < PER_PAGE ? null : String.valueOf(number + 1));
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!IDS.couldBe(ticketId)) {
            return Optional.empty();
        }
        return http.find("/api/v2/tickets/" + ticketId + "?include=requester")
                .map(found -> found.path("ticket"))
                .filter(ticket -> !ticket.path("deleted").asBoolean())
                .map(ticket -> ticket(ticketId, ticket));
    }

    private Ticket ticket(String id, JsonNode ticket) {
        JsonNode asked = ticket.path("requester");
        Person requester = new Person(text(asked, "name"), text(asked, "email"));
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(
                id,
                Role.REQUESTER,
                requester,
                true,
                time(ticket, "created_at"),
                Form.HTML,
                text(ticket, "description"),
                names(ticket)));
        // "include=conversations" would give no more than ten.
        for (int page = 1, found = PER_PAGE; found == PER_PAGE; page++) {
            String path = "/api/v2/tickets/" + id + "/conversations?per_page=" + PER_PAGE + "&page=" + page;
            JsonNode conversations = list(http.get(path), "conversations");
            conversations.forEach(conversation -> messages.add(message(conversation, ticket, requester)));
            found = conversations.size();
        }
        return new Ticket(
                id,
                text(ticket, "subject"),
                status(ticket.path("status").asInt()),
                requester,
                time(ticket, "created_at"),
                time(ticket, "updated_at"),
                messages);
    }

    private static Message message(JsonNode conversation, JsonNode ticket, Person requester) {
        boolean ofRequester = isSame(conversation.path("user_id"), ticket.path("requester_id"));
        return new Message(
                conversation.path("id").asText(),
                role(conversation, ticket),
                // A conversation has its author's id only, and of an e-mail the address.
                ofRequester ? requester : new Person("", text(conversation, "from_email")),
                !conversation.path("private").asBoolean(),
                time(conversation, "created_at"),
                Form.HTML,
                text(conversation, "body"),
                names(conversation));
    }

    /** {@code incoming} is set for what comes "from outside"; what a requester writes in the portal may lack it. */
    private static Role role(JsonNode conversation, JsonNode ticket) {
        int source = conversation.path("source").asInt();
        if (source == STATUS || source == META) {
            return Role.SYSTEM;
        }
        if (conversation.path("incoming").asBoolean()) {
            return Role.REQUESTER;
        }
        // Only an agent writes private notes, even on a ticket of his own.
        boolean requester = !conversation.path("private").asBoolean()
                && (isSame(conversation.path("user_id"), ticket.path("requester_id"))
                        || isSame(conversation.path("user_id"), ticket.path("requested_for_id")));
        return requester ? Role.REQUESTER : Role.AGENT;
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber() && one.asLong() == other.asLong();
    }

    /** "Ticket Properties": 2 open, 3 pending, 4 resolved, 5 closed; a desk's own ones have higher numbers. */
    private static Status status(int status) {
        return switch (status) {
            case 3 -> Status.PENDING;
            case 4 -> Status.SOLVED;
            case 5 -> Status.CLOSED;
            default -> Status.OPEN;
        };
    }

    @Override
    public void addNote(String ticketId, String html) {
        // Private is the default, too, by "Create a Note"; a note is never left to a default.
        JsonNode note = JsonNodeFactory.instance.objectNode().put("body", html).put("private", true);
        JsonNode written = http.post("/api/v2/tickets/" + IDS.checked(ticketId) + "/notes", note);
        JsonNode isPrivate = written.at("/conversation/private");
        if (isPrivate.isBoolean() && !isPrivate.asBoolean()) {
            throw new OutsideException(
                    FailureType.HELPDESK_REQUEST,
                    "Freshservice made a note of ticket " + ticketId + " public that was to be private.");
        }
    }

    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("body", html);
        http.put("/api/v2/conversations/" + IDS.checked(noteId), body);
    }

    @Override
    public @Nullable String url(String ticketId) {
        return IDS.couldBe(ticketId) ? base + "/a/tickets/" + ticketId : null;
    }

    private static List<String> names(JsonNode of) {
        List<String> names = new ArrayList<>();
        of.path("attachments").forEach(file -> names.add(text(file, "name")));
        return names;
    }
}
