package dev.askdesk.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Two small real databases from outside the project, loaded into DuckDB files; tests skip where they are absent. */
public final class SqlEvalDatabases {
    public static final List<String> NAMES = List.of("car_dealership", "ewallet");

    /** DuckDB takes no foreign key between different types of integer; the scripts have one. */
    private static final Pattern MISTYPED_KEY = Pattern.compile("(user_id INT NOT NULL) REFERENCES [^\\s,]+");

    private SqlEvalDatabases() {}

    /** Loads one into a new file of the folder; ends the test as skipped where the scripts are not there. */
    public static Path load(String name, Path folder) throws IOException, SQLException {
        Path script = scripts().resolve(name + ".sql");
        Assumptions.assumeTrue(Files.isReadable(script), "skipped: there is no " + script);
        String sql = Files.readString(script)
                .replace("public.", "")
                .replaceAll("(?m)--.*$", "")
                .replaceAll("(?i)\\bSERIAL\\b", "INTEGER");
        Path file = folder.resolve(name + ".duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            for (String statement : MISTYPED_KEY.matcher(sql).replaceAll("$1").split(";\\s*\\R")) {
                if (!statement.isBlank()) {
                    execute(connection, statement);
                }
            }
        }
        return file;
    }

    /** The questions of one, each with its reference SQL. */
    public static List<JsonNode> questions(String name) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> questions = new ArrayList<>();
        for (String line : Files.readAllLines(scripts().resolve("questions.jsonl"))) {
            JsonNode question = json.readTree(line);
            if (question.path("database").asText().equals(name)) {
                questions.add(question);
            }
        }
        return questions;
    }

    /** DuckDB closes a statement that fails, and some scripts set what only another engine has. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** {@code ../shared} beside the project's root, which is a module's parent when its tests run. */
    private static Path scripts() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("workflows")) ? here : here.getParent();
        return root.resolveSibling("shared").resolve("data/sql-eval");
    }
}
