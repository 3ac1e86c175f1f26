package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good queries that people wrote for databases the guard has never seen. */
class ReferenceQueriesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path temp;

    private final Map<String, DuckDbWarehouse> warehouses = new LinkedHashMap<>();
    private final Map<String, SqlGuard> guards = new LinkedHashMap<>();
    private Path folder;

    @BeforeEach
    void load() throws Exception {
        assumeTrue(SqlEval.folder().isPresent(), "no ../shared/data/sql-eval beside the project");
        folder = SqlEval.folder().orElseThrow();
        for (String database : SqlEval.DATABASES) {
            Path file = SqlEval.load(folder, database, temp.resolve(database + ".duckdb"));
            DuckDbWarehouse warehouse = DuckDbWarehouse.open(file);
            warehouses.put(database, warehouse);
            guards.put(database, new SqlGuard(Catalogs.of(warehouse.tables()), 1000));
        }
    }

    @AfterEach
    void close() {
        warehouses.values().forEach(DuckDbWarehouse::close);
    }

    @Test
    void referenceQueries_areAdmittedAndGiveTheSameRows() throws Exception {
        List<SqlEval.Reference> references = SqlEval.references(folder);
        List<String> refused = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (SqlEval.Reference reference : references) {
            Admission admission = guards.get(reference.database()).admit(reference.sql(), "anyone");
            if (admission.sql() == null) {
                refused.add(
                        admission.problem().kind() + " " + admission.problem().message() + " <<< " + reference.sql());
            } else if (!rows(reference.database(), reference.sql())
                    .equals(rows(reference.database(), admission.sql()))) {
                changed.add(reference.sql() + " >>> " + admission.sql());
            }
        }
        System.out.printf(
                "reference queries: %d admitted of %d%n", references.size() - refused.size(), references.size());
        refused.forEach(System.out::println);
        assertThat(changed).isEmpty();
        assertThat(refused).hasSizeLessThanOrEqualTo(references.size() * 3 / 100);
    }

    /** Columns and sorted rows, or the kind of the engine's problem. */
    private String rows(String database, String sql) {
        try {
            QueryResult result = warehouses.get(database).query(sql, 2000, TIMEOUT);
            return result.columns() + " "
                    + result.rows().stream().map(String::valueOf).sorted().toList();
        } catch (StatementException e) {
            return "problem " + e.problem().kind();
        }
    }
}
