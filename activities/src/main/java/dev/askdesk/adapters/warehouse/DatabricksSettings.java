package dev.askdesk.adapters.warehouse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a SQL warehouse of Databricks is reached.
 *
 * @param url {@code jdbc:databricks://HOST[:PORT][/SCHEMA];httpPath=/sql/1.0/warehouses/ID} with any parameter of the
 *     driver behind it, but for credentials and logging
 * @param protocol over which statements are sent
 * @param credentials of Askdesk itself
 * @param userTokens by whose tokens statements run as the person who asked; {@code null} where all run as Askdesk
 * @param connections at most at once
 * @param patience how long a warehouse that is asleep, or whose queue is long, is waited for
 * @param longestQuery beyond any query's own limit, the server ends it
 */
public record DatabricksSettings(
        String url,
        Protocol protocol,
        Credentials credentials,
        @Nullable UserTokens userTokens,
        int connections,
        Duration patience,
        Duration longestQuery) {
    public static final String PREFIX = "jdbc:databricks:";

    /** Of the driver's parameters, those that hold what must not be in a URL, which is shown and logged. */
    private static final Set<String> SECRET = Set.of(
            "pwd",
            "password",
            "auth_accesstoken",
            "oauth2secret",
            "auth_refreshtoken",
            "oauthrefreshtoken",
            "proxypwd",
            "cfproxypwd",
            "ssltruststorepwd",
            "sslkeystorepwd",
            "auth_jwt_key_passphrase",
            "tokencachepassphrase");

    /** Its log has the token in it at some levels. */
    private static final Set<String> LOGGING = Set.of("loglevel", "logpath", "enablerequesttracing");

    /** How much later than ours the server's and the network's own limits are. */
    private static final Duration LATER = Duration.ofSeconds(10);

    /** Over what statements are sent. */
    public enum Protocol {
        /** The SQL Statement Execution API: a statement can be taken up again by another process. */
        SQL_API,
        /** Thrift over HTTP, as all-purpose clusters and older networks need it. */
        THRIFT
    }

    /** By what Askdesk itself is let in. */
    public sealed interface Credentials {
        /** A personal access token, of a service principal best. */
        record Token(String token) implements Credentials {
            @Override
            public String toString() {
                return "Token[********]";
            }
        }

        /** An OAuth client of a service principal (machine to machine). */
        record Client(String id, String secret) implements Credentials {
            @Override
            public String toString() {
                return "Client[" + id + ", ********]";
            }
        }
    }

    public DatabricksSettings {
        parameters(url);
    }

    /** The parameters of a URL by their names in lower case. */
    private static Map<String, String> parameters(String url) {
        if (!url.startsWith(PREFIX + "//")) {
            throw new IllegalArgumentException(
                    "A Databricks URL is jdbc:databricks://HOST;httpPath=/sql/1.0/warehouses/ID.");
        }
        Map<String, String> parameters = new TreeMap<>();
        String[] parts = url.split(";");
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals > 0) {
                parameters.put(
                        parts[i].substring(0, equals).trim().toLowerCase(Locale.ROOT),
                        parts[i].substring(equals + 1).trim());
            }
        }
        for (String name : parameters.keySet()) {
            if (SECRET.contains(name)) {
                throw new IllegalArgumentException("The database's URL has credentials in it (" + name
                        + "): set ASKDESK_WAREHOUSE_TOKEN, or ASKDESK_WAREHOUSE_CLIENT_ID and"
                        + " ASKDESK_WAREHOUSE_CLIENT_SECRET, instead.");
            }
            if (LOGGING.contains(name)) {
                throw new IllegalArgumentException(
                        "The database's URL turns the driver's log on (" + name + "), which has the token in it.");
            }
        }
        if (!parameters.containsKey("httppath")) {
            throw new IllegalArgumentException("The database's URL has no httpPath: copy it from the warehouse's"
                    + " connection details, such as ;httpPath=/sql/1.0/warehouses/ID.");
        }
        return parameters;
    }

    /** Scheme, host and port of the workspace's REST API, without a slash at the end. */
    String workspace() {
        String rest = url.substring((PREFIX + "//").length()).split("[;/]", 2)[0];
        boolean plain = "0".equals(parameters(url).get("ssl"));
        return (plain ? "http://" : "https://") + rest.replaceAll(":443$", "");
    }

    /** Id of the warehouse; what follows the last slash of its path. */
    String warehouse() {
        String path = parameters(url).getOrDefault("httppath", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The URL as the driver gets it: what ours does not say is as Askdesk needs it. */
    String driverUrl() {
        Map<String, String> parameters = parameters(url);
        Map<String, String> all = new LinkedHashMap<>(parameters);
        for (String[] ours : List.of(
                new String[] {"useThriftClient", protocol == Protocol.THRIFT ? "1" : "0"},
                new String[] {"EnableTelemetry", "0"},
                // The server is asked whether a connection that lay idle still holds.
                new String[] {"EnableSQLValidationForIsValid", "1"},
                // The first answer does not wait for the result, so that a statement can be cancelled from its start.
                new String[] {"EnableDirectResults", "0"},
                new String[] {"EnableTokenFederation", "0"},
                new String[] {"TIMEZONE", "UTC"},
                new String[] {"ANSI_MODE", "true"},
                new String[] {
                    "STATEMENT_TIMEOUT", Long.toString(longestQuery.plus(LATER).toSeconds())
                },
                new String[] {"socketTimeout", "60"},
                new String[] {"RateLimitRetryTimeout", "30"},
                new String[] {"TemporarilyUnavailableRetryTimeout", Long.toString(patience.toSeconds())},
                new String[] {"QUERY_TAGS", "application:askdesk"},
                new String[] {"useragententry", "Askdesk/1.0"})) {
            all.putIfAbsent(ours[0].toLowerCase(Locale.ROOT), ours[1]);
        }
        StringBuilder text = new StringBuilder(url.split(";", 2)[0]);
        all.forEach((name, value) -> text.append(';').append(name).append('=').append(value));
        return text.toString();
    }

    // What must not be in a URL.

    /** For a personal access token. */
    static Properties ofToken(String token) {
        Properties properties = quiet();
        properties.setProperty("AuthMech", "3");
        properties.setProperty("UID", "token");
        properties.setProperty("PWD", token);
        return properties;
    }

    /** For an OAuth access token. */
    static Properties ofAccessToken(String token) {
        Properties properties = quiet();
        properties.setProperty("AuthMech", "11");
        properties.setProperty("Auth_Flow", "0");
        properties.setProperty("Auth_AccessToken", token);
        return properties;
    }

    private static Properties quiet() {
        Properties properties = new Properties();
        properties.setProperty("LogLevel", "OFF");
        return properties;
    }
}
