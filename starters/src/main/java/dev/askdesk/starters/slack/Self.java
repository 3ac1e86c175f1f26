package dev.askdesk.starters.slack;

import org.jspecify.annotations.Nullable;

/**
 * Who this app is in Slack, by {@code auth.test}.
 *
 * @param teamId the workspace, {@code T…}
 * @param userId the app's own user, by which people mention it, {@code U…}
 * @param botId {@code B…}
 * @param appId {@code A…}; {@code null} where Slack did not say
 */
record Self(
        String teamId,
        String userId,
        @Nullable String botId,
        @Nullable String appId) {}
