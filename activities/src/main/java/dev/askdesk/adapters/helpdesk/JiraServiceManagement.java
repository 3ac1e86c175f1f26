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
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Jira Service Management Cloud by the platform's API v3 ("Issue search", "Issue comments"). A comment is internal by its
 * property {@code sd.public.comment}, which is set with the comment in one request, so that no customer ever sees it.
 */
public final class JiraServiceManagement implements Helpdesk {
    private static final int PER_PAGE = 100;
    /** JQL knows minutes only, in the time zone of whoever asks, so it is asked relative to now with some to spare. */
    private static final Duration SPARE = Duration.ofMinutes(2);

    private static final String INTERNAL = "sd.public.comment";
    private static final JsonMapper JSON = new JsonMapper();
    /** Such as 2026-11-20T12:00:00.000+0000. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HHMM", "Z")
            .toFormatter();

    private final URI base;
    private final List<String> projects;
    private final JsonHttp http;

    /**
     * @param base such as {@code https://firm.atlassian.net}
     * @param projects keys; empty for all that the account sees
     */
    public JiraServiceManagement(URI base, String email, String token, List<String> projects, Duration timeout) {
        this.base = base;
        this.projects = List.copyOf(projects);
        this.http =
                new JsonHttp(new Site("Jira", base, Credentials.basic(email, token), timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "jira";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        // The cursor keeps the query that it belongs to, whose "minutes ago" would else move on from page to page.
        String[] parts = cursor == null ? new String[] {minutesAgo(since), ""} : cursor.split(" ", 2);
        ObjectNode body = JSON.createObjectNode();
        body.put("jql", jql(parts[0])).put("maxResults", PER_PAGE);
        body.putArray("fields").add("updated");
        if (!parts[1].isEmpty()) {
            body.put("nextPageToken", parts[1]);
        }
        JsonNode page = http.post("/rest/api/3/search/jql", body);
        List<Change> changes = new ArrayList<>();
        for (JsonNode issue : page.path("issues")) {
            Instant updated = time(issue.at("/fields/updated").asText());
            if (!updated.isBefore(since)) {
                changes.add(new Change(issue.path("key").asText(), updated));
            }
        }
        String next = page.path("nextPageToken").asText("");
        return new Changes(changes, next.isEmpty() ? null : parts[0] + " " + next);
    }

    private static String minutesAgo(Instant since) {
        Duration ago = Duration.between(since, Instant.now()).plus(SPARE);
        return Long.toString(Math.max(1, ago.toMinutes() + 1));
    }

    private String jql(String minutes) {
        String within = projects.isEmpty()
                ? ""
                : projects.stream()
                        .map(key -> "\"" + key.replaceAll("[\"\\\\]", "") + "\"")
                        .collect(Collectors.joining(", ", "project in (", ") AND "));
        return within + "updated >= -" + minutes + "m ORDER BY updated ASC, key ASC";
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!ticketId.matches("[A-Za-z][A-Za-z0-9_]{0,50}-\\d{1,15}")) {
            return Optional.empty();
        }
        Optional<JsonNode> found = http.find("/rest/api/3/issue/" + ticketId
                + "?fields=summary,description,status,reporter,created,updated,attachment&expand=renderedFields");
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonNode fields = found.get().path("fields");
        Person reporter = person(fields.path("reporter"));
        String reporterId = fields.at("/reporter/accountId").asText();
        List<String> attachments = new ArrayList<>();
        fields.path("attachment")
                .forEach(file -> attachments.add(file.path("filename").asText()));
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(
                ticketId,
                Role.REQUESTER,
                reporter,
                true,
                time(fields.path("created").asText()),
                Form.HTML,
                AtlassianDocument.html(fields.path("description")),
                attachments));
        messages.addAll(comments(ticketId, reporterId));
        return Optional.of(new Ticket(
                ticketId,
                fields.path("summary").asText(),
                status(fields.at("/status/statusCategory/key").asText()),
                reporter,
                time(fields.path("created").asText()),
                time(fields.path("updated").asText()),
                messages));
    }

    private List<Message> comments(String ticketId, String reporterId) {
        List<Message> messages = new ArrayList<>();
        while (true) {
            JsonNode page =
                    http.get("/rest/api/3/issue/" + ticketId + "/comment?orderBy=created&expand=properties&maxResults="
                            + PER_PAGE + "&startAt=" + messages.size());
            for (JsonNode comment : page.path("comments")) {
                messages.add(message(comment, reporterId));
            }
            if (page.path("comments").isEmpty()
                    || messages.size() >= page.path("total").asInt()) {
                return messages;
            }
        }
    }

    private static Message message(JsonNode comment, String reporterId) {
        JsonNode author = comment.path("author");
        String type = author.path("accountType").asText();
        boolean requester = author.path("accountId").asText().equals(reporterId) || type.equals("customer");
        Role role = requester ? Role.REQUESTER : type.equals("app") ? Role.SYSTEM : Role.AGENT;
        boolean internal = !comment.path("jsdPublic").asBoolean(true);
        for (JsonNode property : comment.path("properties")) {
            internal |= property.path("key").asText().equals(INTERNAL)
                    && property.at("/value/internal").asBoolean();
        }
        // What we write ourselves may come from an app's account.
        return new Message(
                comment.path("id").asText(),
                internal && role == Role.SYSTEM ? Role.AGENT : role,
                person(author),
                !internal,
                time(comment.path("created").asText()),
                Form.HTML,
                AtlassianDocument.html(comment.path("body")),
                List.of());
    }

    private static Person person(JsonNode user) {
        return new Person(
                user.path("displayName").asText(), user.path("emailAddress").asText());
    }

    /** Of the three categories that every status has; what is done is solved, since Jira closes nothing for good. */
    private static Status status(String category) {
        return switch (category) {
            case "new" -> Status.OPEN;
            case "done" -> Status.SOLVED;
            default -> Status.PENDING;
        };
    }

    private static Instant time(String text) {
        return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text, TIME).toInstant();
    }

    @Override
    public void addNote(String ticketId, String html) {
        http.post("/rest/api/3/issue/" + ticketId + "/comment", internal(html));
    }

    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        http.put("/rest/api/3/issue/" + ticketId + "/comment/" + noteId, internal(html));
    }

    private static ObjectNode internal(String html) {
        ObjectNode comment = JSON.createObjectNode();
        comment.set("body", AtlassianDocument.of(html));
        ObjectNode property = comment.putArray("properties").addObject().put("key", INTERNAL);
        property.putObject("value").put("internal", true);
        return comment;
    }

    @Override
    public String url(String ticketId) {
        return base + "/browse/" + ticketId;
    }
}
