package dev.askdesk.starters.slack;

import dev.askdesk.workers.Secret;
import dev.askdesk.workers.SettingsException;
import dev.askdesk.workers.SlackSettings;
import dev.askdesk.workers.SlackSettings.Listen;
import org.jspecify.annotations.Nullable;

/** What must be there before Slack can be heard, and what to do where it is not. */
final class SlackSetup {
    private static final String WHERE = "at https://api.slack.com/apps, under ";

    private SlackSetup() {}

    /** @throws SettingsException there is none, or it is none */
    static Secret botToken(SlackSettings settings) {
        return token(
                settings.botToken(),
                "xoxb-",
                "ASKDESK_SLACK_BOT_TOKEN",
                "the bot token",
                WHERE + "OAuth & Permissions");
    }

    /** @throws SettingsException what this way of listening needs is missing */
    static void complete(SlackSettings settings, Listen listen) {
        if (listen != Listen.HTTP) {
            token(
                    settings.appToken(),
                    "xapp-",
                    "ASKDESK_SLACK_APP_TOKEN",
                    "an app-level token with connections:write, for Socket Mode",
                    WHERE + "Basic Information; or listen over HTTP with --listen http");
        }
        if (listen != Listen.SOCKET && settings.signingSecret() == null) {
            throw new SettingsException("No signing secret, which events over HTTP need: set "
                    + "ASKDESK_SLACK_SIGNING_SECRET to the one " + WHERE + "Basic Information.");
        }
    }

    private static Secret token(@Nullable Secret token, String prefix, String variable, String what, String where) {
        if (token == null) {
            throw new SettingsException("Slack is not connected: set " + variable + " to " + what + " (" + prefix
                    + "…), which is " + where + ".");
        }
        if (!token.value().startsWith(prefix)) {
            throw new SettingsException(
                    variable + " does not begin with " + prefix + ": set it to " + what + ", which is " + where + ".");
        }
        return token;
    }

    static SettingsException refusedBotToken(String error) {
        return new SettingsException("Slack refuses the bot token (" + Redaction.of(error)
                + "): set ASKDESK_SLACK_BOT_TOKEN to the one " + WHERE + "OAuth & Permissions.");
    }

    static SettingsException refusedAppToken(String error) {
        return new SettingsException("Slack refuses Socket Mode (" + Redaction.of(error)
                + "): turn it on, and set ASKDESK_SLACK_APP_TOKEN to an app-level token with connections:write, "
                + WHERE
                + "Basic Information.");
    }
}
