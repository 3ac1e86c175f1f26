package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the double's workspace.
 *
 * @param id begins with {@code U}
 * @param email {@code null} for who has none
 * @param bot other than a human
 * @param deleted deactivated
 * @param guest a multi-channel guest, Slack's {@code is_restricted}
 * @param singleChannelGuest Slack's {@code is_ultra_restricted}; such a user is a guest too
 * @param stranger of another firm, seen in a shared channel only
 * @param team {@code null} for the double's own
 * @param zone of the IANA database
 */
public record SlackUser(
        String id,
        String name,
        @Nullable String email,
        boolean bot,
        boolean deleted,
        boolean guest,
        boolean singleChannelGuest,
        boolean stranger,
        @Nullable String team,
        String zone) {

    /** A full member with an address of the firm. */
    public static SlackUser named(String id, String name) {
        return new SlackUser(
                id, name, name + "@firm.example", false, false, false, false, false, null, "Europe/Berlin");
    }

    public SlackUser withEmail(@Nullable String address) {
        return new SlackUser(id, name, address, bot, deleted, guest, singleChannelGuest, stranger, team, zone);
    }

    public SlackUser withZone(String other) {
        return new SlackUser(id, name, email, bot, deleted, guest, singleChannelGuest, stranger, team, other);
    }

    public SlackUser asBot() {
        return new SlackUser(id, name, null, true, deleted, guest, singleChannelGuest, stranger, team, zone);
    }

    public SlackUser asDeleted() {
        return new SlackUser(id, name, email, bot, true, guest, singleChannelGuest, stranger, team, zone);
    }

    public SlackUser asGuest() {
        return new SlackUser(id, name, email, bot, deleted, true, singleChannelGuest, stranger, team, zone);
    }

    public SlackUser asSingleChannelGuest() {
        return new SlackUser(id, name, email, bot, deleted, true, true, stranger, team, zone);
    }

    public SlackUser asStrangerOf(String otherTeam) {
        return new SlackUser(id, name, email, bot, deleted, guest, singleChannelGuest, true, otherTeam, zone);
    }

    /** As users.info has it (https://docs.slack.dev/reference/objects/user-object). */
    ObjectNode toJson(String ownTeam, boolean withEmail) {
        String of = team == null ? ownTeam : team;
        ObjectNode profile = Json.object(
                "real_name", name,
                "real_name_normalized", name,
                "display_name", name,
                "display_name_normalized", name,
                "email", withEmail && !stranger && !bot ? email : null,
                "team", of);
        ObjectNode user = Json.object(
                "id", id, "team_id", of, "name", name, "deleted", deleted, "real_name", name, "profile", profile);
        user.put("tz", zone)
                .put("tz_label", zone)
                .put(
                        "tz_offset",
                        ZoneId.of(zone).getRules().getOffset(Instant.now()).getTotalSeconds())
                .put("is_admin", false)
                .put("is_owner", false)
                .put("is_primary_owner", false)
                .put("is_restricted", guest)
                .put("is_ultra_restricted", singleChannelGuest)
                .put("is_bot", bot)
                .put("is_app_user", false)
                .put("is_email_confirmed", !bot)
                .put("updated", 1_700_000_000);
        return stranger ? user.put("is_stranger", true) : user;
    }
}
