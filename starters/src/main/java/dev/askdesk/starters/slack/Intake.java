package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;

/** Whatever Slack delivers, by its kind. */
final class Intake {
    private final Self self;
    private final EventIntake events;
    private final ClickIntake clicks;
    private final CommandIntake commands;
    private final Timings timings;

    Intake(Self self, EventIntake events, ClickIntake clicks, CommandIntake commands, Timings timings) {
        this.self = self;
        this.events = events;
        this.clicks = clicks;
        this.commands = commands;
        this.timings = timings;
    }

    /** @throws AskConversations.UnreachableException it is not safe, and is to come again */
    Ack take(JsonNode payload) {
        long received = timings.now();
        String type = payload.path("type").asText();
        if (type.equals("event_callback")) {
            return events.take(payload, received);
        }
        if (!isOurs(payload)) {
            return Ack.OK;
        }
        return switch (type) {
            case "block_actions" -> clicks.clicked(payload, received);
            case "view_submission" -> clicks.submitted(payload, received);
            case "" -> payload.path("command").asText().equals("/ask") ? commands.take(payload) : Ack.OK;
            default -> Ack.OK;
        };
    }

    /** Clicks and commands of another app or workspace. Without a team, as of a whole organisation, the app decides. */
    private boolean isOurs(JsonNode payload) {
        String team =
                payload.path("team").path("id").asText(payload.path("team_id").asText(self.teamId()));
        String app = self.appId();
        return team.equals(self.teamId())
                && (app == null || app.equals(payload.path("api_app_id").asText(app)));
    }
}
