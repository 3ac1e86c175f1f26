package dev.askdesk.starters.slack;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.auth.AuthTestResponse;
import dev.askdesk.workers.Secret;
import dev.askdesk.workers.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Who a bot token belongs to.
 *
 * @param name of the app's user
 * @param workspace its name
 */
record SlackIdentity(Self self, String name, String workspace) {

    /** @throws SettingsException Slack cannot be reached, or refuses the token */
    static SlackIdentity ask(URI apiUrl, Secret botToken, Duration timeout) {
        AuthTestResponse found;
        try {
            found = SlackClients.of(apiUrl, timeout).methods(botToken.value()).authTest(ask -> ask);
        } catch (IOException | SlackApiException e) {
            throw new SettingsException("Slack does not answer at " + apiUrl + " (" + Redaction.of(e.getMessage())
                    + "): check the network and slack.api.url.");
        }
        if (!found.isOk()) {
            throw SlackSetup.refusedBotToken(String.valueOf(found.getError()));
        }
        return new SlackIdentity(
                new Self(found.getTeamId(), found.getUserId(), found.getBotId(), found.getAppId()),
                String.valueOf(found.getUser()),
                String.valueOf(found.getTeam()));
    }

    String shown() {
        return "@" + name + " in " + workspace;
    }
}
