package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.adapters.http.JsonHttp.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Freshservice, API v2 (Freshservice API documentation, "Tickets" and "Conversations"). A ticket's list of changes is
 * paged by number, and pages move while tickets change: a page begins again from the time of the last change that was
 * seen, and only where one time fills a whole page by its number.
 */
public final class Freshservice implements Helpdesk {
    private static final int PER_PAGE = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final JsonHttp http;

    /** @param base such as {@code https://firm.freshservice.com} */
    public Freshservice(URI base, String apiKey, Duration timeout) {
        this.base = base;
        // The API's key is the user of basic authentication, with any password.
        Credentials key = Credentials.basic(apiKey, "X");
        Credentials credentials =
                new Credentials(key.header(), List.of(apiKey, key.header().substring("Basic ".length())));
        this.http = new JsonHttp(new Site("Freshservice", base, credentials, timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "freshservice";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        PageCursor at =
                cursor == null ? new PageCursor(since.truncatedTo(ChronoUnit.SECONDS), 1) : PageCursor.parse(cursor);
        JsonNode tickets = http.get("/api/v2/tickets?updated_since=" + at.since()
                        + "&order_by=updated_at&order_type=asc" + "&per_page=" + PER_PAGE + "&page=" + at.page())
                .path("tickets");
        List<Change> changes = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            changes.add(new Change(
                    ticket.path("id").asText(),
                    Instant.parse(ticket.path("updated_at").asText())));
        }
        changes.sort(Comparator.comparing(Change::changedAt));
        if (changes.size() < PER_PAGE) {
            return new Changes(changes, null);
        }
        return new Changes(
                changes, at.after(changes.get(changes.size() - 1).changedAt()).text());
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!ticketId.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Optional<JsonNode> found =
                http.find("/api/v2/tickets/" + ticketId + "?include=requester").map(body -> body.path("ticket"));
        if (found.isEmpty()
                || found.get().path("deleted").asBoolean()
                || found.get().path("spam").asBoolean()) {
            return Optional.empty();
        }
        JsonNode ticket = found.get();
        JsonNode requester = ticket.path("requester");
        Person person = new Person(
                requester.path("name").asText(), requester.path("email").asText());
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(
                ticketId,
                Role.REQUESTER,
                person,
                true,
                time(ticket, "created_at"),
                Form.HTML,
                ticket.path("description").asText(),
                attachments(ticket)));
        messages.addAll(conversations(ticketId, ticket.path("requester_id").asText(), person));
        return Optional.of(new Ticket(
                ticketId,
                ticket.path("subject").asText(),
                status(ticket.path("status").asInt()),
                person,
                time(ticket, "created_at"),
                time(ticket, "updated_at"),
                messages));
    }

    private List<Message> conversations(String ticketId, String requesterId, Person requester) {
        List<Message> messages = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode part = http.get(
                            "/api/v2/tickets/" + ticketId + "/conversations?per_page=" + PER_PAGE + "&page=" + page)
                    .path("conversations");
            for (JsonNode conversation : part) {
                messages.add(message(conversation, requesterId, requester));
            }
            if (part.size() < PER_PAGE) {
                return messages;
            }
        }
    }

    /** {@code incoming} is set for what comes from outside: the requester, or somebody in copy. */
    private static Message message(JsonNode conversation, String requesterId, Person requester) {
        boolean byRequester = conversation.path("user_id").asText().equals(requesterId);
        boolean incoming = conversation.path("incoming").asBoolean() || byRequester;
        Person author = byRequester
                ? requester
                : new Person("", conversation.path("from_email").asText(""));
        return new Message(
                conversation.path("id").asText(),
                incoming ? Role.REQUESTER : Role.AGENT,
                author,
                !conversation.path("private").asBoolean(),
                time(conversation, "created_at"),
                Form.HTML,
                conversation.path("body").asText(),
                attachments(conversation));
    }

    private static List<String> attachments(JsonNode of) {
        List<String> names = new ArrayList<>();
        of.path("attachments")
                .forEach(attachment -> names.add(attachment.path("name").asText()));
        return names;
    }

    /** 2 open, 3 pending, 4 resolved, 5 closed; a firm's own statuses have other numbers, and count as pending. */
    private static Status status(int number) {
        return switch (number) {
            case 2 -> Status.OPEN;
            case 4 -> Status.SOLVED;
            case 5 -> Status.CLOSED;
            default -> Status.PENDING;
        };
    }

    private static Instant time(JsonNode of, String field) {
        String text = of.path(field).asText();
        return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }

    @Override
    public void addNote(String ticketId, String html) {
        http.post(
                "/api/v2/tickets/" + ticketId + "/notes",
                JSON.createObjectNode().put("body", html).put("private", true));
    }

    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        http.put("/api/v2/conversations/" + noteId, JSON.createObjectNode().put("body", html));
    }

    @Override
    public String url(String ticketId) {
        return base + "/a/tickets/" + ticketId;
    }
}
