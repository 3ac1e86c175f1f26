package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.Values.Value;
import dev.askdesk.adapters.warehouse.ValuesProgram.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Values of every type, at the extremes, are the same cells whatever engine and protocol they come from and whatever time
 * zone this process is in.
 */
class ValuesTest {
    /** UTC; one with summer time; one that skipped a day; one that never moved its clocks, but is not UTC. */
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Pacific/Apia", "Etc/GMT-3");

    private static final Map<String, String> ENGINES = Map.of(
            "DuckDB", "duckdb",
            "PostgreSQL", "postgresql",
            "Databricks, Arrow", "databricks",
            "Databricks, JSON", "databricks",
            "Databricks, Thrift", "databricks");

    /** What cannot be told rightly, and why. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "UTC, Databricks, JSON: moments: first",
            "the driver reads JSON's moments in the Julian calendar before 1582; production asks for Arrow");

    @TempDir
    static Path folder;

    @Test
    void cells_areTheSameFromEveryEngineInEveryZone() throws Exception {
        Map<String, Process> children = new LinkedHashMap<>();
        List<String> differences = new ArrayList<>();
        try (PostgresServer postgres = PostgresServer.start(folder)) {
            for (String zone : ZONES) {
                children.put(zone, ValuesProgram.start(folder, zone, postgres));
            }
            for (Map.Entry<String, Process> child : children.entrySet()) {
                String name = child.getKey().replace('/', '-');
                assertThat(child.getValue().waitFor(90, TimeUnit.SECONDS)).isTrue();
                assertThat(child.getValue().exitValue())
                        .as(Files.readString(folder.resolve(name + ".log")))
                        .isZero();
                differences.addAll(differences(
                        child.getKey(),
                        Files.readAllLines(folder.resolve(name + ".jsonl")).stream()
                                .map(ValuesProgram::told)
                                .toList()));
            }
        } finally {
            children.values().forEach(Process::destroyForcibly);
        }
        assertThat(differences).isEmpty();
    }

    private static List<String> differences(String zone, List<Told> told) {
        Map<String, Told> byName = new LinkedHashMap<>();
        told.forEach(one -> byName.put(one.by() + ": " + one.name(), one));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Value value : Values.all()) {
            for (Map.Entry<String, String> engine : ENGINES.entrySet()) {
                if (value.expressions().containsKey(engine.getValue())) {
                    compared++;
                    Told one = byName.get(engine.getKey() + ": " + value.name());
                    String place = zone + ", " + engine.getKey() + ": " + value.name();
                    boolean isSame =
                            one != null && one.type().equals(value.type()) && Objects.equals(one.cell(), value.cell());
                    if (!isSame && !EXCEPTIONS.containsKey(place)) {
                        differences.add(place + ": " + shown(one) + " instead of " + value.type() + " " + value.cell());
                    }
                }
            }
        }
        assertThat(told).hasSize(compared);
        return differences;
    }

    private static String shown(Told one) {
        return one == null ? "nothing" : one.type() + " " + one.cell();
    }
}
