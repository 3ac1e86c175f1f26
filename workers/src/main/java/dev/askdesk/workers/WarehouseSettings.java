package dev.askdesk.workers;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a warehouse that is a server is reached.
 *
 * @param user PostgreSQL's; {@code null} when not set
 * @param token Databricks' access token or PostgreSQL's password; {@code null} when not set
 * @param clientId of an OAuth client of Databricks; {@code null} when not set
 * @param clientSecret that client's; {@code null} when not set
 * @param runAs whose rights count on Databricks
 * @param userTokens folder of people's tokens; {@code null} when not set
 * @param connections of one worker at most
 * @param wake how long a warehouse that is asleep is waited for
 * @param userDaily how long one person's statements may run in a day; {@code null} for no limit
 */
public record WarehouseSettings(
        @Nullable String user,
        @Nullable Secret token,
        @Nullable String clientId,
        @Nullable Secret clientSecret,
        Protocol protocol,
        RunAs runAs,
        @Nullable Path userTokens,
        int connections,
        Duration wake,
        @Nullable Duration userDaily) {
    /** Shorter than what a workflow gives the step that waits. */
    private static final Duration LONGEST_WAKE = Duration.ofMinutes(30);

    /** Whose rights count. */
    public enum RunAs {
        SERVICE,
        USER
    }

    static WarehouseSettings of(SettingValues values) {
        WarehouseSettings settings = new WarehouseSettings(
                values.optionalText(Setting.WAREHOUSE_USER),
                values.secret(Setting.WAREHOUSE_TOKEN),
                values.optionalText(Setting.WAREHOUSE_CLIENT_ID),
                values.secret(Setting.WAREHOUSE_CLIENT_SECRET),
                values.choice(Setting.WAREHOUSE_PROTOCOL, Protocol.class),
                values.choice(Setting.WAREHOUSE_RUN_AS, RunAs.class),
                values.path(Setting.WAREHOUSE_USER_TOKENS).orElse(null),
                values.integer(Setting.WAREHOUSE_CONNECTIONS, 1, 200),
                values.duration(Setting.WAREHOUSE_WAKE, LONGEST_WAKE),
                values.text(Setting.WAREHOUSE_USER_DAILY).isEmpty()
                        ? null
                        : values.duration(Setting.WAREHOUSE_USER_DAILY));
        if (settings.runAs() == RunAs.USER && settings.userTokens() == null) {
            throw new SettingsException("Setting warehouse.run.as is 'user', but nobody vouches for people: set"
                    + " ASKDESK_WAREHOUSE_USER_TOKENS to the folder of their tokens.");
        }
        if ((settings.clientId() == null) != (settings.clientSecret() == null)) {
            throw new SettingsException(
                    "An OAuth client needs both ASKDESK_WAREHOUSE_CLIENT_ID and" + " ASKDESK_WAREHOUSE_CLIENT_SECRET.");
        }
        return settings;
    }
}
