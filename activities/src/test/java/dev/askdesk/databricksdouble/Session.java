package dev.askdesk.databricksdouble;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A session and what has been set in it. */
final class Session {

    final String id;
    final String user;
    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private volatile String catalog;
    private volatile String schema;

    Session(String id, String user, String catalog, String schema) {
        this.id = id;
        this.user = user;
        this.catalog = catalog;
        this.schema = schema;
    }

    String catalog() {
        return catalog;
    }

    String schema() {
        return schema;
    }

    Dialect.Scope scope() {
        return new Dialect.Scope(catalog, schema, user);
    }

    void use(String newCatalog, String newSchema) {
        catalog = newCatalog;
        schema = newSchema;
    }

    void set(String key, String value) {
        settings.put(key.toUpperCase(Locale.ROOT), value);
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    String timeZone() {
        return settings.getOrDefault("TIMEZONE", settings.getOrDefault("SPARK.SQL.SESSION.TIMEZONE", "Etc/UTC"));
    }
}
