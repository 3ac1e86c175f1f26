package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.adapters.http.JsonHttp.Site;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Zendesk Support (API reference, "Incremental Exports", "Ticket Comments", "Tickets"). A comment cannot be changed, so a
 * newer note is a comment of its own.
 */
public final class Zendesk implements Helpdesk {
    /** The export takes no start time that is less than a minute ago. */
    private static final Duration EXPORT_LAG = Duration.ofSeconds(61);

    private static final int PER_PAGE = 100;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI base;
    private final JsonHttp http;
    private final Clock clock;

    /** @param base such as {@code https://firm.zendesk.com} */
    public Zendesk(URI base, String email, String token, Duration timeout) {
        this(base, email, token, timeout, Clock.systemUTC());
    }

    Zendesk(URI base, String email, String token, Duration timeout, Clock clock) {
        this.base = base;
        this.clock = clock;
        this.http = new JsonHttp(
                new Site("Zendesk", base, Credentials.basic(email + "/token", token), timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "zendesk";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        Instant latest = clock.instant().minus(EXPORT_LAG);
        Instant start = since.isAfter(latest) ? latest : since;
        JsonNode page = http.get("/api/v2/incremental/tickets/cursor.json?per_page=" + PER_PAGE
                + (cursor == null
                        ? "&start_time=" + Math.max(0, start.getEpochSecond())
                        : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
        List<Change> changes = new ArrayList<>();
        for (JsonNode ticket : page.path("tickets")) {
            if (!ticket.path("status").asText().equals("deleted")) {
                changes.add(new Change(
                        ticket.path("id").asText(),
                        Instant.parse(ticket.path("updated_at").asText())));
            }
        }
        boolean end = page.path("end_of_stream").asBoolean(true)
                || page.path("after_cursor").asText().isEmpty();
        return new Changes(changes, end ? null : page.path("after_cursor").asText());
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!ticketId.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Optional<JsonNode> found =
                http.find("/api/v2/tickets/" + ticketId + ".json").map(body -> body.path("ticket"));
        if (found.isEmpty() || found.get().path("status").asText().equals("deleted")) {
            return Optional.empty();
        }
        JsonNode ticket = found.get();
        Map<String, JsonNode> users = new HashMap<>();
        List<JsonNode> comments = comments(ticketId, users);
        String requesterId = ticket.path("requester_id").asText();
        List<Message> messages = new ArrayList<>();
        for (JsonNode comment : comments) {
            messages.add(message(comment, requesterId, users));
        }
        return Optional.of(new Ticket(
                ticketId,
                ticket.path("subject").asText(),
                status(ticket.path("status").asText()),
                person(users.get(requesterId)),
                Instant.parse(ticket.path("created_at").asText()),
                Instant.parse(ticket.path("updated_at").asText()),
                messages));
    }

    /** The first comment is the ticket's description. */
    private List<JsonNode> comments(String ticketId, Map<String, JsonNode> users) {
        List<JsonNode> comments = new ArrayList<>();
        String path = "/api/v2/tickets/" + ticketId + "/comments.json?include=users&page%5Bsize%5D=" + PER_PAGE;
        String after = "";
        while (true) {
            JsonNode page = http.get(
                    after.isEmpty()
                            ? path
                            : path + "&page%5Bafter%5D=" + URLEncoder.encode(after, StandardCharsets.UTF_8));
            page.path("comments").forEach(comments::add);
            page.path("users").forEach(user -> users.put(user.path("id").asText(), user));
            after = page.at("/meta/after_cursor").asText("");
            if (!page.at("/meta/has_more").asBoolean() || after.isEmpty()) {
                return comments;
            }
        }
    }

    private static Message message(JsonNode comment, String requesterId, Map<String, JsonNode> users) {
        String authorId = comment.path("author_id").asText();
        JsonNode user = users.get(authorId);
        String role = user == null ? "" : user.path("role").asText();
        Role who = authorId.equals(requesterId) || role.equals("end-user")
                ? Role.REQUESTER
                // Triggers and automations write as the system's user, whose id is -1.
                : authorId.equals("-1") || role.isEmpty() ? Role.SYSTEM : Role.AGENT;
        String html = comment.path("html_body").asText();
        List<String> attachments = new ArrayList<>();
        comment.path("attachments")
                .forEach(file -> attachments.add(file.path("file_name").asText()));
        return new Message(
                comment.path("id").asText(),
                who,
                person(user),
                comment.path("public").asBoolean(),
                Instant.parse(comment.path("created_at").asText()),
                html.isEmpty() ? Form.PLAIN : Form.HTML,
                html.isEmpty() ? comment.path("plain_body").asText() : html,
                attachments);
    }

    private static Person person(@Nullable JsonNode user) {
        return user == null
                ? new Person("", "")
                : new Person(user.path("name").asText(), user.path("email").asText(""));
    }

    private static Status status(String status) {
        return switch (status) {
            case "new", "open" -> Status.OPEN;
            case "solved" -> Status.SOLVED;
            case "closed" -> Status.CLOSED;
            default -> Status.PENDING;
        };
    }

    @Override
    public void addNote(String ticketId, String html) {
        ObjectNode comment = JSON.createObjectNode().put("html_body", html).put("public", false);
        ObjectNode body = JSON.createObjectNode();
        body.putObject("ticket").set("comment", comment);
        http.put("/api/v2/tickets/" + ticketId + ".json", body);
    }

    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        addNote(ticketId, "<p>This note replaces Askdesk's older one.</p>\n" + html);
    }

    @Override
    public String url(String ticketId) {
        return base + "/agent/tickets/" + ticketId;
    }
}
