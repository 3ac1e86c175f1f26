package dev.askdesk.adapters.warehouse.sample;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askdesk.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sample database, opened for reading, with its catalog and its questions. */
final class SampleDatabase implements AutoCloseable {
    private final Connection connection;

    SampleDatabase(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:" + file);
    }

    List<List<String>> query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql + " fails: " + e.getMessage(), e);
        }
    }

    /** The one cell of a query that gives a whole number. */
    long number(String sql) {
        return Long.parseLong(query(sql).get(0).get(0));
    }

    List<String> tables() {
        return column("SELECT table_name FROM duckdb_tables() ORDER BY table_name");
    }

    List<String> column(String sql) {
        return query(sql).stream().map(row -> row.get(0)).toList();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    static Catalog catalog() {
        YAMLMapper mapper = YAMLMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        mapper.configOverride(Map.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        try (InputStream in = resource(SampleFund.CATALOG)) {
            return mapper.readValue(in, Catalog.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> questions() {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> questions = new ArrayList<>();
        try (InputStream in = resource("/dev/askdesk/sample/questions.jsonl")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                questions.add(mapper.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return questions;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(SampleDatabase.class.getResourceAsStream(name), name);
    }
}
