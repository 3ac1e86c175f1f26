package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of a warehouse: Askdesk's own from a pool; a person's own for one statement each, so that nobody else can get
 * it and no token is kept longer than it is needed.
 */
final class DatabricksConnections implements AutoCloseable {
    private final DatabricksSettings settings;
    private final ConnectionPool pool;
    private final OAuthTokens tokens;
    private final Semaphore ofPeople;

    DatabricksConnections(DatabricksSettings settings) {
        DriverLogs.hush();
        this.settings = settings;
        this.tokens = new OAuthTokens(settings.workspace(), Clock.systemUTC());
        this.pool = new ConnectionPool("databricks", settings.driverUrl(), this::secrets, settings.connections());
        this.ofPeople = new Semaphore(settings.connections(), true);
    }

    /**
     * What lets Askdesk in. The token of an OAuth client is got here and not by the driver, whose own way asks another
     * address than the URL's where that has a port.
     */
    private Properties secrets() {
        return settings.credentials() instanceof Credentials.Token token
                ? DatabricksSettings.ofToken(token.token())
                : DatabricksSettings.ofAccessToken(ownToken());
    }

    /** @param isPooled whether it goes back for others to use */
    record Session(Connection connection, boolean isPooled) {}

    /**
     * A session for whom a statement runs.
     *
     * @throws StatementException statements run as the person who asked, and nobody vouches for them
     */
    Session take(StatementRun run, @Nullable String user) throws SQLException, StatementException {
        UserTokens people = settings.userTokens();
        if (people == null || user == null) {
            return new Session(pool.take(run, DatabricksConnections::isStarting), true);
        }
        String token = token(people, user);
        try {
            ofPeople.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StatementCancelled();
        }
        try {
            return new Session(
                    DriverManager.getConnection(settings.driverUrl(), DatabricksSettings.ofAccessToken(token)), false);
        } catch (SQLException | RuntimeException e) {
            ofPeople.release();
            throw e;
        }
    }

    /** Never Askdesk's own rights in place of the person's. */
    private String token(UserTokens people, String user) throws StatementException {
        String vouched = people.of(user).orElse(null);
        if (vouched == null) {
            throw notLinked();
        }
        try {
            return tokens.ofUser(user, vouched);
        } catch (OutsideException refused) {
            if (refused.type() == FailureType.WAREHOUSE_CREDENTIALS) {
                throw notLinked();
            }
            throw refused;
        }
    }

    private static StatementException notLinked() {
        Problem problem = Problem.of(
                Problem.Kind.PERMISSION,
                "Your account has no access to the warehouse: it is not linked, or its sign-in has expired. Sign in"
                        + " again, or ask whoever runs Askdesk to link it.");
        return new StatementException(problem, null);
    }

    void giveBack(Session session, boolean isSound) {
        try {
            if (session.isPooled() && !isSound) {
                pool.forget(session.connection());
            }
            session.connection().close();
        } catch (SQLException alreadyGone) {
            // The server closes what is left of it.
        } finally {
            if (!session.isPooled()) {
                ofPeople.release();
            }
        }
    }

    /** A warehouse that starts may answer so until it has. */
    private static boolean isStarting(SQLException error) {
        String said = String.valueOf(error.getMessage()).toUpperCase(Locale.ROOT);
        return said.contains("503") || said.contains("TEMPORARILY_UNAVAILABLE");
    }

    /** What the REST API is called with, as Askdesk itself. */
    String ownToken() {
        Credentials credentials = settings.credentials();
        return credentials instanceof Credentials.Client client
                ? tokens.ofClient(client)
                : ((Credentials.Token) credentials).token();
    }

    @Override
    public void close() {
        pool.close();
    }
}
