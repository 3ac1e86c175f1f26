package dev.askdesk.databricksdouble;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/** What the double's own tests call it with: the driver, and plain HTTP. */
final class DoubleClient {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private DoubleClient() {}

    static Connection connect(String url, String token) throws SQLException {
        Properties properties = new Properties();
        properties.put("UID", "token");
        properties.put("PWD", token);
        return DriverManager.getConnection(url + ";AuthMech=3", properties);
    }

    static List<List<Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    static List<List<Object>> rows(ResultSet result) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.add(result.getObject(i));
            }
            rows.add(row);
        }
        return rows;
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + 8_000_000_000L; !condition.getAsBoolean(); Thread.sleep(5)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 8 seconds");
            }
        }
    }

    static HttpResponse<String> post(DatabricksDouble databricks, String path, String body, String... headers)
            throws Exception {
        return send(
                databricks, path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), headers);
    }

    static HttpResponse<String> get(DatabricksDouble databricks, String path, String... headers) throws Exception {
        return send(databricks, path, HttpRequest.newBuilder().GET(), headers);
    }

    private static HttpResponse<String> send(
            DatabricksDouble databricks, String path, HttpRequest.Builder request, String... headers) throws Exception {
        URI uri =
                path.startsWith("http") ? URI.create(path) : URI.create("http://localhost:" + databricks.port() + path);
        request.uri(uri).version(HttpClient.Version.HTTP_1_1);
        return HTTP.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
