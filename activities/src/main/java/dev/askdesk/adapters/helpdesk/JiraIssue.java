package dev.askdesk.adapters.helpdesk;

import static dev.askdesk.adapters.helpdesk.VendorJson.text;
import static dev.askdesk.adapters.helpdesk.VendorJson.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Jira issue as a ticket. Bodies are taken as the HTML that Jira renders itself ({@code renderedFields}, {@code
 * renderedBody}), which is nearer to what people see than the Atlassian Document Format read by somebody else.
 */
final class JiraIssue {
    private JiraIssue() {}

    static Ticket ticket(String key, JsonNode issue, List<JsonNode> comments) {
        JsonNode fields = issue.path("fields");
        JsonNode reporter = fields.path("reporter");
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(
                key,
                Role.REQUESTER,
                person(reporter),
                true,
                time(fields, "created"),
                Form.HTML,
                text(issue.path("renderedFields"), "description"),
                // Jira keeps files with the issue and not with a comment, so all of them stand here.
                names(fields)));
        comments.forEach(comment -> messages.add(message(comment, reporter)));
        return new Ticket(
                key,
                text(fields, "summary"),
                status(fields.path("status")),
                person(reporter),
                time(fields, "created"),
                time(fields, "updated"),
                messages);
    }

    private static Message message(JsonNode comment, JsonNode reporter) {
        // "Defaults to true"; a comment for a role or a group is none for customers either.
        boolean visible = comment.path("jsdPublic").asBoolean(true)
                && !comment.path("visibility").isObject();
        return new Message(
                text(comment, "id"),
                role(comment.path("author"), reporter, visible),
                person(comment.path("author")),
                visible,
                time(comment, "created"),
                Form.HTML,
                text(comment, "renderedBody"),
                List.of());
    }

    /** {@code accountType}: atlassian for people of the firm, customer for those of the portal, app for automation. */
    private static Role role(JsonNode author, JsonNode reporter, boolean visible) {
        if (text(author, "accountType").equals("app")) {
            return Role.SYSTEM;
        }
        boolean reported = !text(author, "accountId").isEmpty()
                && text(author, "accountId").equals(text(reporter, "accountId"));
        // A customer cannot write an internal comment; an agent can, also on a ticket that he reported.
        boolean requester = visible && (reported || text(author, "accountType").equals("customer"));
        return requester ? Role.REQUESTER : Role.AGENT;
    }

    private static Status status(JsonNode status) {
        String name = text(status, "name").toLowerCase(Locale.ROOT);
        if (status.at("/statusCategory/key").asText().equals("done")) {
            return name.equals("closed") ? Status.CLOSED : Status.SOLVED;
        }
        // Names of the workflows that come with service projects; "waiting for support" is the desk's turn.
        boolean pending = name.startsWith("pending") || name.startsWith("waiting") && !name.endsWith("support");
        return pending ? Status.PENDING : Status.OPEN;
    }

    /** The e-mail address is told only where its owner's privacy settings allow it. */
    private static Person person(JsonNode user) {
        return new Person(text(user, "displayName"), text(user, "emailAddress"));
    }

    private static List<String> names(JsonNode fields) {
        List<String> names = new ArrayList<>();
        fields.path("attachment").forEach(file -> names.add(text(file, "filename")));
        return names;
    }
}
