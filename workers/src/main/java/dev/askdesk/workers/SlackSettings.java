package dev.askdesk.workers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Slack is connected, and who may do what there.
 *
 * @param apiUrl of Slack's Web API, with a slash at its end
 * @param botToken {@code xoxb-…}; {@code null} where Slack is not connected
 * @param appToken {@code xapp-…}, for Socket Mode
 * @param signingSecret for events over HTTP
 * @param listen how events come in
 * @param port of the events over HTTP
 * @param perSecond calls of workflows in a second, over all workers
 * @param taskQueue of the activities that call Slack
 * @param reminder how long a clarifying question waits until its asker is reminded
 * @param idle how long a thread's conversation stays open after its last message
 * @param digestChannel where the digest of triage goes; {@code null} for none
 */
public record SlackSettings(
        URI apiUrl,
        @Nullable Secret botToken,
        @Nullable Secret appToken,
        @Nullable Secret signingSecret,
        Listen listen,
        int port,
        Duration timeout,
        double perSecond,
        String taskQueue,
        Duration reminder,
        Duration idle,
        @Nullable String digestChannel,
        Governance governance) {

    /** A step makes several calls, all within one try of its activity. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);

    /** How events come in. */
    public enum Listen {
        /** Socket Mode. */
        SOCKET,
        /** Events API over HTTP. */
        HTTP,
        BOTH
    }

    /**
     * @param channels ids of channels where questions are taken; empty for all that the app was invited to
     * @param directOnly whether questions are taken in direct messages alone
     * @param guests whether guests and people of other organisations may ask at all
     * @param roles file that gives people and user groups roles of the catalog; {@code null} where the catalog's own
     *     lists are all
     * @param accessHelp what a person without a role is told to do
     * @param userHourly questions of one person in an hour
     * @param channelHourly questions of one channel in an hour
     * @param largestChannel members up to whom each one's rights are looked up before an answer is shown to all
     */
    public record Governance(
            List<String> channels,
            boolean directOnly,
            boolean guests,
            @Nullable Path roles,
            String accessHelp,
            int userHourly,
            int channelHourly,
            int largestChannel) {}

    static SlackSettings of(SettingValues values) {
        String url = values.url(Setting.SLACK_API_URL).toString();
        return new SlackSettings(
                URI.create(url.endsWith("/") ? url : url + "/"),
                values.secret(Setting.SLACK_BOT_TOKEN),
                values.secret(Setting.SLACK_APP_TOKEN),
                values.secret(Setting.SLACK_SIGNING_SECRET),
                values.choice(Setting.SLACK_LISTEN, Listen.class),
                values.integer(Setting.SLACK_PORT, 0, 65_535),
                values.duration(Setting.SLACK_TIMEOUT, LONGEST_CALL),
                values.decimal(Setting.SLACK_PER_SECOND, 0.1, 1_000),
                values.text(Setting.SLACK_TASK_QUEUE),
                values.duration(Setting.SLACK_REMINDER),
                values.duration(Setting.SLACK_IDLE),
                values.optionalText(Setting.SLACK_DIGEST_CHANNEL),
                new Governance(
                        values.list(Setting.SLACK_CHANNELS),
                        values.flag(Setting.SLACK_DIRECT_ONLY),
                        values.flag(Setting.SLACK_GUESTS),
                        values.path(Setting.SLACK_ROLES).orElse(null),
                        values.text(Setting.SLACK_ACCESS_HELP),
                        values.integer(Setting.SLACK_USER_HOURLY, 1, 100_000),
                        values.integer(Setting.SLACK_CHANNEL_HOURLY, 1, 100_000),
                        values.integer(Setting.SLACK_LARGEST_CHANNEL, 1, 100_000)));
    }
}
