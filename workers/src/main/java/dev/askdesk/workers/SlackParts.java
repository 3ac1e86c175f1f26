package dev.askdesk.workers;

import dev.askdesk.activities.ask.ChatActivityImpl;
import dev.askdesk.adapters.slack.ReplyBlocks;
import dev.askdesk.adapters.slack.SlackPeople;
import dev.askdesk.adapters.slack.SlackReplies;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.governance.ChatAccess;
import dev.askdesk.governance.QuestionLimits;
import dev.askdesk.governance.RolesFile;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workers.WarehouseSettings.RunAs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ask's side of Slack, as the settings name it, put together by hand. */
final class SlackParts implements AutoCloseable {
    private final SlackPeople people;
    private final SlackReplies replies;
    private final ChatActivityImpl activity;

    private SlackParts(SlackPeople people, SlackReplies replies, ChatActivityImpl activity) {
        this.people = people;
        this.replies = replies;
        this.activity = activity;
    }

    /**
     * {@code null} where Slack is not connected.
     *
     * @throws SettingsException the roles file names a role that the catalog does not have
     */
    static @Nullable SlackParts of(Settings settings, String namespace) {
        SlackSettings slack = settings.slack();
        Secret token = slack.botToken();
        if (token == null) {
            return null;
        }
        Catalog catalog = Databases.catalog(settings);
        SlackPeople people = new SlackPeople(slack.apiUrl(), token.value(), slack.timeout());
        ChatAccess access = access(settings, catalog, people);
        SlackReplies replies = new SlackReplies(
                slack.apiUrl(),
                token.value(),
                slack.timeout(),
                new ReplyBlocks(workflowId -> runLink(settings, namespace, workflowId)),
                Results.open(settings),
                access);
        return new SlackParts(people, replies, new ChatActivityImpl(access, replies));
    }

    private static ChatAccess access(Settings settings, Catalog catalog, SlackPeople people) {
        SlackSettings.Governance governance = settings.slack().governance();
        if (settings.warehouse().runAs() == RunAs.USER && !governance.directOnly()) {
            // Who reads along is held against the catalog's roles; what the warehouse lets each of them see is not
            // known.
            throw new SettingsException("Statements run as the person who asked (warehouse.run.as), so nobody else may"
                    + " read the answers: set ASKDESK_SLACK_DIRECT_ONLY=true.");
        }
        RolesFile roles = new RolesFile(governance.roles());
        Catalog.Access access = catalog.access();
        List<String> unknown =
                roles.unknown(access == null ? Set.of() : access.roles().keySet());
        if (!unknown.isEmpty()) {
            throw new SettingsException(
                    "The roles file gives roles that the catalog does not have: " + String.join(", ", unknown)
                            + ". Correct " + governance.roles() + ", or add them under access.roles.");
        }
        return new ChatAccess(
                catalog,
                new SqlGuard(catalog, settings.queries().rowLimit()),
                people,
                roles,
                new QuestionLimits(
                        settings.home().resolve("slack").resolve("questions.jsonl"),
                        governance.userHourly(),
                        governance.channelHourly(),
                        Clock.systemUTC()),
                new ChatAccess.Rules(
                        governance.channels(),
                        governance.directOnly(),
                        governance.guests(),
                        governance.accessHelp(),
                        governance.largestChannel()));
    }

    private static String runLink(Settings settings, String namespace, String workflowId) {
        return settings.webUi().isEmpty()
                ? ""
                : settings.webUi() + "/namespaces/" + namespace + "/workflows/"
                        + URLEncoder.encode(workflowId, StandardCharsets.UTF_8);
    }

    ChatActivityImpl activity() {
        return activity;
    }

    @Override
    public void close() {
        replies.close();
        people.close();
    }
}
