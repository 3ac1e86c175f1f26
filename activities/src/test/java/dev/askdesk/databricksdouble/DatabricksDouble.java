package dev.askdesk.databricksdouble;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse of Databricks SQL in this process, for the unmodified JDBC driver: the Statement Execution API and Thrift,
 * with logins, the history of queries and Unity Catalog's information_schema. SQL is read as Databricks reads it and run
 * in a DuckDB whose one catalog is {@code fund}. Safe for use by many threads.
 */
public final class DatabricksDouble implements AutoCloseable {

    public static final String TOKEN = "dapi-double-token";
    public static final String USER = "askdesk@example.com";

    private final Engine engine;
    private final Switches switches = new Switches();
    private final Moments moments = new Moments();
    private final Tokens tokens = new Tokens();
    private final Warehouse warehouse;
    private final Http http;
    private final Links links;
    private final SqlApi sqlApi;
    private final OtherApis otherApis;
    private final ThriftApi thriftApi;

    /** What can be told to fail. */
    public enum Call {
        SESSION_POST,
        STATEMENT_POST,
        STATEMENT_GET,
        CHUNK_GET,
        CANCEL_POST,
        LINK_GET,
        THRIFT_POST,
        TOKEN_POST
    }

    /**
     * A statement that came.
     *
     * @param session its id; empty where there is none
     * @param sql as it came
     * @param state as in the API: PENDING, RUNNING, SUCCEEDED, FAILED, CANCELED or CLOSED
     * @param canceledBy the user
     * @param polls how often its state was asked for
     */
    public record Executed(
            String id,
            String session,
            String user,
            String sql,
            String state,
            @Nullable String error,
            @Nullable String sqlState,
            @Nullable String canceledBy,
            int polls,
            Map<String, String> tags,
            Map<String, String> settings) {}

    private DatabricksDouble(String file) {
        engine = new Engine(file);
        warehouse = new Warehouse(moments, new Commands(engine, switches));
        links = new Links(moments, this::port);
        sqlApi = new SqlApi(warehouse, moments, switches, links);
        otherApis = new OtherApis(warehouse, moments);
        thriftApi = new ThriftApi(warehouse, moments, switches);
        tokens.personal(TOKEN, USER);
        http = new Http(this::answer);
    }

    /** With its data in memory. */
    public static DatabricksDouble start() {
        return new DatabricksDouble(":memory:");
    }

    /** With its data in a file of DuckDB's, which may be there already. */
    public static DatabricksDouble start(String file) {
        return new DatabricksDouble(file);
    }

    private Http.Answer answer(Http.Request request) {
        String path = request.path();
        if (path.startsWith("/storage/")) {
            return links.answer(request);
        }
        if (path.equals("/oidc/v1/token")) {
            Http.Answer scripted = moments.scripted(Call.TOKEN_POST);
            return scripted == null ? tokens.token(request) : scripted;
        }
        if (path.equals("/oidc/.well-known/oauth-authorization-server")) {
            return Http.Answer.json(200, endpoints());
        }
        String authorization = request.header("authorization");
        String user = tokens.user(authorization);
        boolean ours = path.startsWith("/api/") || path.startsWith("/sql/");
        if (ours && user == null) {
            return tokens.refusal(authorization);
        }
        Http.Answer answer = user == null ? null : routed(request, user);
        return answer == null
                ? Http.Answer.error(404, "ENDPOINT_NOT_FOUND", "No API found for '" + path + "'")
                : answer;
    }

    private Http.@Nullable Answer routed(Http.Request request, String user) {
        if (request.path().equals("/sql/1.0/warehouses/" + Warehouse.ID)) {
            return thriftApi.answer(request, user);
        }
        Http.Answer answer = sqlApi.answer(request, user);
        return answer == null ? otherApis.answer(request) : answer;
    }

    private Object endpoints() {
        String base = "http://localhost:" + port() + "/oidc";
        return Json.object(
                "issuer", base,
                "authorization_endpoint", base + "/v1/authorize",
                "token_endpoint", base + "/v1/token",
                "scopes_supported", List.of("all-apis", "sql", "offline_access"),
                "response_types_supported", List.of("code"),
                "grant_types_supported", List.of("client_credentials", "authorization_code", "refresh_token"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
    }

    /** For a warehouse's configuration; DuckDB's own SQL, at once. */
    public void duckdb(String sql) {
        engine.run(sql);
    }

    public int port() {
        return http.port();
    }

    public String host() {
        return "localhost";
    }

    public String warehouse() {
        return Warehouse.ID;
    }

    /** For the driver, without credentials: by Thrift, or by the Statement Execution API with JSON. */
    public String url(boolean thrift) {
        return "jdbc:databricks://localhost:" + port() + "/default;ssl=0;httpPath=/sql/1.0/warehouses/" + Warehouse.ID
                + ";ConnCatalog=fund;EnableTelemetry=0;EnableThriftNativeMetadata=0;EnableDirectResults=0;usethriftclient="
                + (thrift ? "1" : "0;UseBoundedSeaApi=0;EnableQueryResultDownload=0");
    }

    /** For the driver's OAuthDiscoveryURL: without it, it looks for the endpoints of logins at port 443. */
    public String discoveryUrl() {
        return "http://localhost:" + port() + "/oidc/.well-known/oauth-authorization-server";
    }

    /** Another valid token. */
    public void token(String token, String user) {
        tokens.personal(token, user);
    }

    public void expire(String token) {
        tokens.expire(token);
    }

    /** All tokens, of any kind. */
    public void expireAll() {
        tokens.expireAll();
    }

    /** A service principal. */
    public void client(String id, String secret) {
        tokens.client(id, secret);
    }

    /** A token of another issuer's that can be exchanged for one of that user's. */
    public void subject(String jwt, String user) {
        tokens.subject(jwt, user);
    }

    /** How long tokens from the token endpoint last from now on. */
    public void tokensLast(Duration time) {
        tokens.expiresIn(time);
    }

    /** How long links to results last from now on. */
    public void linksLast(Duration time) {
        links.lifetime(time);
    }

    /** A tag of a table, or of a column of it; the table with schema and catalog where they are not main and fund. */
    public void tag(String table, @Nullable String column, String name, String value) {
        engine.unity.tag(table, column == null ? "" : column, name, value);
    }

    public void mask(String table, String column, String function) {
        engine.unity.mask(table, column, function);
    }

    public void rowFilter(String table, String function, String columns) {
        engine.unity.filter(table, function, columns);
    }

    /** So many tables more in information_schema, t_00001 and so on, that cannot be queried. */
    public void estate(int tables) {
        try {
            engine.unity.estate(tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether who logs in may only read. */
    public void readOnly(boolean on) {
        switches.readOnly(on);
    }

    public void planErrorsAsRows(boolean on) {
        switches.planErrorsAsRows(on);
    }

    /** Whether errors come with their SQLSTATE next to the message. */
    public void sqlStates(boolean on) {
        switches.sqlStates(on);
    }

    /** Whether Thrift's sessions are refused with 503 while the warehouse starts; true at first. */
    public void unavailableWhileStarting(boolean on) {
        switches.unavailableWhileStarting(on);
    }

    /** Whether the Statement Execution API says how many chunks a result has; true at first. */
    public void chunkCounts(boolean on) {
        switches.chunkCounts(on);
    }

    /** Rows in a chunk; 300 at first. */
    public void chunkRows(int rows) {
        switches.chunkRows(rows);
    }

    /** Statements with that in their SQL fail so. */
    public void answers(Pattern sql, String message, @Nullable String sqlState) {
        switches.script(sql, message, sqlState);
    }

    public void answersNext(Call call, int times, int httpStatus, @Nullable Integer retryAfterSeconds) {
        moments.answersNext(call, times, httpStatus, retryAfterSeconds);
    }

    /** Stopped; the next statement starts it, and waits for it. */
    public void sleeps(Duration startTime) {
        moments.sleeps(startTime);
    }

    public void holdQueued() {
        moments.hold(true, false, false);
    }

    public void holdRunning() {
        moments.hold(false, true, false);
    }

    /** Holds what is fetched after the first chunk, and what is behind links. */
    public void holdFetching() {
        moments.hold(false, false, true);
    }

    public void release() {
        moments.hold(false, false, false);
    }

    /** Statements that have not ended. */
    public int running() {
        return (int) warehouse.history().stream()
                .filter(query -> !query.state().isFinal())
                .count();
    }

    /** Fetches held now. */
    public int fetching() {
        return moments.fetches();
    }

    /** Results that nobody has closed. */
    public int resultsOpen() {
        return (int) warehouse.history().stream()
                .filter(query -> query.result() != null)
                .count();
    }

    public int sessionsOpen() {
        return warehouse.sessions.size();
    }

    public List<Executed> statements() {
        return warehouse.history().stream()
                .map(query -> new Executed(
                        query.id,
                        query.session.id,
                        query.session.user,
                        query.sql,
                        query.state().name(),
                        query.error(),
                        query.sqlState(),
                        query.canceledBy(),
                        query.polls(),
                        Map.copyOf(query.tags),
                        query.session.settings()))
                .toList();
    }

    @Override
    public void close() {
        http.close();
        warehouse.close();
        engine.close();
    }
}
