package dev.askdesk.sql;

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
import java.util.Optional;

/** The public question set that lies beside the project, where it does. */
final class SqlEval {
    static final List<String> DATABASES = List.of("car_dealership", "ewallet");

    private SqlEval() {}

    /** A reference query and its database. */
    record Reference(String database, String sql) {}

    static Optional<Path> folder() {
        return List.of("../shared/data/sql-eval", "../../shared/data/sql-eval").stream()
                .map(Path::of)
                .filter(folder -> Files.isRegularFile(folder.resolve("questions.jsonl")))
                .findFirst();
    }

    /** Loads one of the databases into a new file. */
    static Path load(Path folder, String database, Path target) throws IOException, SQLException {
        String script = Files.readString(folder.resolve(database + ".sql"))
                .replace("public.", "")
                // The types of the two columns differ, which DuckDB does not take.
                .replaceAll("(?<=user_id INT NOT NULL) REFERENCES consumer_div\\.users\\(uid\\)", "");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + target);
                Statement statement = connection.createStatement()) {
            statement.execute(script.replaceAll("(?i)\\bSERIAL\\b", "INTEGER"));
        }
        return target;
    }

    /** Every alternative of every reference. */
    static List<Reference> references(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Reference> references = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("questions.jsonl"))) {
            JsonNode question = json.readTree(line);
            for (String sql : question.get("sql").asText().split(";")) {
                if (!sql.isBlank()) {
                    references.add(new Reference(question.get("database").asText(), oneOf(sql.strip())));
                }
            }
        }
        return references;
    }

    /** {@code {a, b}} stands for any subset of the list, {@code {}} for the same subset again. */
    private static String oneOf(String sql) {
        int open = sql.indexOf('{');
        if (open < 0) {
            return sql;
        }
        String all = sql.substring(open + 1, sql.indexOf('}'));
        return sql.replace("{" + all + "}", all).replace("{}", all);
    }
}
