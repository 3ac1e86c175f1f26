package dev.askdesk.adapters.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Connections that are kept, at most so many, and held to their server before they are given out again. None is kept alive
 * while nobody asks: that would keep a warehouse awake, which costs.
 */
final class ConnectionPool implements AutoCloseable {
    /** Short, so that whoever waits for a connection soon hears that nobody wants it any more. */
    private static final Duration TURN = Duration.ofMillis(500);

    private static final Duration IDLE = Duration.ofMinutes(5);

    /** Well below the hour that an OAuth token holds. */
    static final Duration LIFE = Duration.ofMinutes(30);

    private static final Duration VALIDATION = Duration.ofSeconds(5);

    static {
        // Held to the server before each use, a connection would cost every statement a round trip more.
        System.getProperties().putIfAbsent("com.zaxxer.hikari.aliveBypassWindowMs", "30000");
    }

    private final HikariDataSource pool;

    /** Of a server that takes the same credentials every time. */
    ConnectionPool(String name, String url, Properties settings, int size) {
        this(name, url, () -> settings, size);
    }

    /** @param settings of the driver for a new connection, secrets among them */
    ConnectionPool(String name, String url, Supplier<Properties> settings, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(new DriverSource(url, settings));
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE.toMillis());
        config.setMaxLifetime(LIFE.toMillis());
        config.setKeepaliveTime(0);
        config.setConnectionTimeout(TURN.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(true);
        config.setReadOnly(true);
        this.pool = new HikariDataSource(config);
    }

    /**
     * Waits for a connection until there is one, or nobody wants it any more.
     *
     * @param isWorthWaiting whether an error of connecting is gone by itself, such as that of a server that starts
     * @throws SQLException any other error of connecting
     */
    Connection take(StatementRun run, Predicate<SQLException> isWorthWaiting) throws SQLException {
        while (true) {
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException notYet) {
                if (run.isStopped()) {
                    throw new StatementCancelled();
                }
                if (notYet.getCause() instanceof SQLException cause && !isWorthWaiting.test(cause)) {
                    if (cause.getCause() instanceof RuntimeException undeclared) {
                        throw undeclared;
                    }
                    throw cause;
                }
            }
        }
    }

    /** A connection in an unknown state, such as one whose driver was left in the middle of a call, is not given out again. */
    void forget(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }
}
