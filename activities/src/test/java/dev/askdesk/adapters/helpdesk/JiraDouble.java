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
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jira Service Management Cloud as its documents have it, as far as the adapter uses it. A page token is a number in a
 * list that moves, which is harder than what Jira promises; a comment without {@code public} becomes public.
 */
final class JiraDouble extends DeskDouble {
    static final String EMAIL = "bot@example.com";
    static final String TOKEN = "jira-token-0123456789";

    private static final Pattern JQL = Pattern.compile(
            "project in \\(\"IT\", \"HR\"\\) AND updated >= \"-(\\d+)m\" ORDER BY updated ASC, key ASC");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXX").withZone(ZoneOffset.ofHours(5));

    JiraDouble() {
        super(0);
    }

    @Override
    public Helpdesk helpdesk() {
        return withToken(TOKEN);
    }

    @Override
    public Helpdesk withToken(String token) {
        return new JiraServiceManagement(base(), EMAIL, token, List.of("IT", "HR"), Duration.ofSeconds(20));
    }

    @Override
    public boolean keepsFilesOfReplies() {
        return false;
    }

    @Override
    String id(int number) {
        return "IT-" + number;
    }

    @Override
    String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((EMAIL + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    ObjectNode error(int status, String message) {
        ObjectNode error = JSON.createObjectNode();
        error.putArray("errorMessages").add(message);
        error.putObject("errors");
        return error;
    }

    @Override
    Reply reply(Call call) {
        if (call.is("POST", "/rest/api/3/search/jql")) {
            return search(call.body());
        }
        if (call.is("GET", "/rest/api/3/issue/[A-Z]+-\\d+")) {
            return issue(call);
        }
        if (call.is("GET", "/rest/api/3/issue/[A-Z]+-\\d+/comment")) {
            return comments(call);
        }
        if (call.is("POST", "/rest/servicedeskapi/request/[A-Z]+-\\d+/comment")) {
            only(fields(call.body()), "body", "public");
            Stored note = store.note(
                    ticket(call, 4).id(),
                    text(call.body()),
                    call.body().path("public").asBoolean(true));
            return new Reply(
                    201,
                    JSON.createObjectNode()
                            .put("id", String.valueOf(note.id()))
                            .put("body", note.html())
                            .put("public", note.visible()));
        }
        if (call.is("PUT", "/rest/api/2/issue/[A-Z]+-\\d+/comment/\\d+")) {
            return update(call);
        }
        throw new Refusal(405, "no such resource");
    }

    private Reply search(JsonNode body) {
        only(fields(body), "jql", "maxResults", "fields", "nextPageToken");
        Matcher jql = JQL.matcher(body.path("jql").asText());
        if (!jql.matches()
                || !body.path("fields").isArray()
                || body.path("maxResults").asInt() > 100) {
            throw new Refusal(400, "jql: " + body);
        }
        Instant since = Instant.now().minus(Duration.ofMinutes(Long.parseLong(jql.group(1))));
        List<StoredTicket> all =
                store.sorted(Comparator.comparing(StoredTicket::changedAt).thenComparing(StoredTicket::id)).stream()
                        .filter(ticket -> !ticket.changedAt().isBefore(since))
                        .toList();
        int from = body.path("nextPageToken").asInt(0);
        int to = Math.min(all.size(), from + body.path("maxResults").asInt(50));
        ObjectNode reply = JSON.createObjectNode().put("isLast", to == all.size());
        ArrayNode issues = reply.putArray("issues");
        all.subList(Math.min(from, to), to).forEach(ticket -> issues.addObject()
                .put("key", ticket.id())
                .putObject("fields")
                .put("updated", TIME.format(ticket.changedAt())));
        if (to < all.size()) {
            reply.put("nextPageToken", String.valueOf(to));
        }
        return new Reply(200, reply);
    }

    private StoredTicket ticket(Call call, int part) {
        return store.ticket(call.part(part))
                .orElseThrow(() -> new Refusal(404, "Issue does not exist or you do not have permission to see it."));
    }

    private Reply issue(Call call) {
        only(call.query().keySet(), "fields", "expand");
        StoredTicket ticket = ticket(call, 5);
        ObjectNode issue = JSON.createObjectNode().put("id", "10001").put("key", ticket.id());
        ObjectNode fields = issue.putObject("fields");
        fields.put("summary", ticket.given().subject())
                .put("created", TIME.format(ticket.given().createdAt()))
                .put("updated", TIME.format(ticket.changedAt()));
        fields.set("reporter", user(ticket.given().requester(), Role.REQUESTER));
        ObjectNode status = fields.putObject("status");
        switch (ticket.given().status()) {
            case OPEN ->
                status.put("name", "Waiting for support")
                        .putObject("statusCategory")
                        .put("key", "indeterminate");
            case PENDING ->
                status.put("name", "Waiting for customer")
                        .putObject("statusCategory")
                        .put("key", "indeterminate");
            case SOLVED ->
                status.put("name", "Resolved").putObject("statusCategory").put("key", "done");
            case CLOSED ->
                status.put("name", "Closed").putObject("statusCategory").put("key", "done");
        }
        ArrayNode files = fields.putArray("attachment");
        ticket.given().files().forEach(name -> files.addObject().put("filename", name));
        ticket.messages().forEach(message -> message.files()
                .forEach(name -> files.addObject().put("filename", name)));
        if (call.query().getOrDefault("expand", "").contains("renderedFields")) {
            issue.putObject("renderedFields").put("description", ticket.given().html());
        }
        return new Reply(200, issue);
    }

    private Reply comments(Call call) {
        only(call.query().keySet(), "expand", "orderBy", "maxResults", "startAt");
        List<Stored> all = ticket(call, 5).messages();
        int from = Math.min(call.number("startAt", 0), all.size());
        int to = Math.min(all.size(), from + Math.min(100, call.number("maxResults", 100)));
        ObjectNode reply = JSON.createObjectNode()
                .put("startAt", from)
                .put("maxResults", 100)
                .put("total", all.size());
        ArrayNode comments = reply.putArray("comments");
        all.subList(from, to).forEach(stored -> comments.add(comment(stored)));
        return new Reply(200, reply);
    }

    private ObjectNode comment(Stored stored) {
        ObjectNode comment = JSON.createObjectNode()
                .put("id", String.valueOf(stored.id()))
                .put("created", TIME.format(stored.sentAt()))
                .put("jsdPublic", stored.visible())
                .put("renderedBody", stored.written() ? rendered(stored.html()) : stored.html());
        comment.set("author", user(stored.author(), stored.role()));
        return comment;
    }

    /** The part of the markup that the adapter writes. */
    private static String rendered(String markup) {
        return "<p>"
                + markup.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replaceAll("(?<!\\\\)\\{quote}", "")
                        .replaceAll("(?m)^\\* ", "")
                        .replaceAll("(?<!\\\\)\\*([^*]*?)(?<!\\\\)\\*", "<b>$1</b>")
                        .replaceAll("(?<!\\\\)\\[([^|\\]]*)\\|([^\\]]*)]", "<a href=\"$2\">$1</a>")
                        .replaceAll("\\\\(.)", "$1")
                        .replace("\n\n", "</p><p>")
                + "</p>";
    }

    private ObjectNode user(Person person, Role role) {
        String type =
                switch (role) {
                    case REQUESTER -> "customer";
                    case AGENT -> "atlassian";
                    case SYSTEM -> "app";
                };
        return JSON.createObjectNode()
                .put("accountId", "qm:" + store.idOf(person))
                .put("accountType", type)
                .put("displayName", person.name())
                .put("emailAddress", person.email());
    }

    private Reply update(Call call) {
        only(fields(call.body()), "body", "properties");
        JsonNode property = call.body().at("/properties/0");
        boolean internal = property.path("key").asText().equals("sd.public.comment")
                && property.at("/value/internal").isBoolean()
                && property.at("/value/internal").asBoolean();
        if (!internal) {
            throw new Refusal(400, "the note could become public: " + call.body());
        }
        ticket(call, 5);
        Stored stored =
                store.rewrite(call.part(7), text(call.body())).orElseThrow(() -> new Refusal(404, "no such comment"));
        return new Reply(200, comment(stored));
    }

    private static String text(JsonNode body) {
        if (!body.path("body").isTextual() || body.path("body").asText().isBlank()) {
            throw new Refusal(400, "body is missing");
        }
        return body.path("body").asText();
    }
}
