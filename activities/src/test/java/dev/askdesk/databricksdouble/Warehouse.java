package dev.askdesk.databricksdouble;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Sessions and statements, whichever protocol they came by. */
final class Warehouse implements AutoCloseable {

    static final String ID = "abc123";

    final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Query> queries = new ConcurrentHashMap<>();
    private final List<Query> history = new CopyOnWriteArrayList<>();
    private final Moments moments;
    private final Commands commands;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "databricks-double-statement");
        thread.setDaemon(true);
        return thread;
    });

    Warehouse(Moments moments, Commands commands) {
        this.moments = moments;
        this.commands = commands;
    }

    Session open(String user, @Nullable String catalog, @Nullable String schema, Map<String, String> settings) {
        Session session = new Session(
                UUID.randomUUID().toString(),
                user,
                catalog == null || catalog.isEmpty() ? "fund" : catalog,
                schema == null || schema.isEmpty() ? "default" : schema);
        settings.forEach(session::set);
        sessions.put(session.id, session);
        return session;
    }

    /** What the session still runs ends with it. */
    void close(String sessionId) {
        Session session = sessions.remove(sessionId);
        for (Query query : history) {
            if (session != null && query.session == session && !query.state().isFinal()) {
                query.stops(Query.State.CLOSED, session.user);
            }
        }
    }

    Query start(String sql, Session session, List<String> parameters, long rowLimit) {
        Query query = new Query(UUID.randomUUID().toString(), sql, session, parameters, rowLimit, moments::changed);
        session.settings().forEach((key, value) -> {
            if (key.startsWith("QUERY_TAGS")) {
                query.tags.putAll(tags(key, value));
            }
        });
        queries.put(query.id, query);
        history.add(query);
        threads.execute(() -> run(query));
        return query;
    }

    /** A look at the metadata, which is no statement of the history's. */
    Query look(String sql, Session session) {
        Query query = new Query(UUID.randomUUID().toString(), sql, session, List.of(), 0, moments::changed);
        queries.put(query.id, query);
        threads.execute(() -> run(query));
        return query;
    }

    private static Map<String, String> tags(String key, String value) {
        int quote = key.indexOf('\'');
        if (quote > 0) {
            return Map.of(key.substring(quote + 1, key.lastIndexOf('\'')), value);
        }
        Map<String, String> tags = new ConcurrentHashMap<>();
        for (String tag : value.split(",", -1)) {
            int colon = tag.indexOf(':');
            tags.put(
                    colon < 0 ? tag.strip() : tag.substring(0, colon).strip(),
                    colon < 0 ? "" : tag.substring(colon + 1).strip());
        }
        return tags;
    }

    private void run(Query query) {
        try {
            moments.whileQueued(query);
            if (!query.runs()) {
                return;
            }
            moments.whileRunning(query);
            if (!query.state().isFinal()) {
                query.succeeds(commands.run(query));
            }
        } catch (SparkError e) {
            query.fails(String.valueOf(e.getMessage()), e.sqlState);
        } catch (SQLException | RuntimeException e) {
            query.fails("[INTERNAL_ERROR] " + e.getMessage(), "XX000");
        } catch (InterruptedException e) {
            query.stops(Query.State.CLOSED, "");
        }
    }

    @Nullable
    Query query(String id) {
        return queries.get(id);
    }

    List<Query> history() {
        return List.copyOf(history);
    }

    @Override
    public void close() {
        history.forEach(query -> query.stops(Query.State.CLOSED, ""));
        threads.shutdownNow();
    }
}
