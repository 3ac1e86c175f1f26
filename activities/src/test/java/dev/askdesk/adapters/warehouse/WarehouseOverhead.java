package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.databricksdouble.DatabricksDouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the adapter adds to the driver's own time: 100,000 rows read as text, by the driver alone and by the adapter, in
 * turns, over both protocols of the double of Databricks. Fails where the median of the pairs is above 5 %.
 */
public final class WarehouseOverhead {
    private static final int ROWS = 100_000;
    private static final int WARM_UP = 4;
    private static final int PAIRS = 15;
    private static final double MOST = 0.05;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String SQL = "SELECT id, concat('company ', id) AS name, CAST(id AS DECIMAL(18,2)) AS amount,"
            + " CAST(id AS DOUBLE) / 3 AS share, DATE '2024-01-31' AS closed FROM range(1, " + (ROWS + 1) + ") r(id)";

    private WarehouseOverhead() {}

    public static void main(String[] args) throws Exception {
        boolean within = true;
        for (Protocol protocol : Protocol.values()) {
            within &= measure(protocol);
        }
        System.exit(within ? 0 : 1);
    }

    private static boolean measure(Protocol protocol) throws Exception {
        try (DatabricksDouble databricks = DatabricksDouble.start()) {
            databricks.chunkRows(10_000);
            String url = databricks.url(protocol == Protocol.THRIFT).replaceAll(DatabricksContract.WITHOUT_LINKS, "");
            DatabricksSettings settings = new DatabricksSettings(
                    url, protocol, new Credentials.Token(DatabricksDouble.TOKEN), null, 2, TIMEOUT, TIMEOUT);
            try (Connection bare = DriverManager.getConnection(
                            settings.driverUrl(), DatabricksSettings.ofToken(DatabricksDouble.TOKEN));
                    DatabricksWarehouse warehouse = new DatabricksWarehouse(settings)) {
                return compare(protocol, bare, warehouse);
            }
        }
    }

    private static boolean compare(Protocol protocol, Connection bare, DatabricksWarehouse warehouse) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> bares = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        for (int i = 0; i < WARM_UP + PAIRS; i++) {
            // Whoever comes second finds the caches warm, so they take turns.
            double first = i % 2 == 0 ? bare(bare) : adapter(warehouse);
            double second = i % 2 == 0 ? adapter(warehouse) : bare(bare);
            double driver = i % 2 == 0 ? first : second;
            double adapter = i % 2 == 0 ? second : first;
            if (i >= WARM_UP) {
                ratios.add(adapter / driver - 1);
                bares.add(driver);
                ours.add(adapter);
            }
        }
        double overhead = median(ratios);
        System.out.printf(
                "%-8s %,d rows of 5 columns, %d pairs: driver %.0f ms, adapter %.0f ms, overhead %.1f %% (median of pairs)%n",
                protocol, ROWS, PAIRS, median(bares), median(ours), 100 * overhead);
        return overhead <= MOST;
    }

    private static double bare(Connection connection) throws SQLException {
        long began = System.nanoTime();
        long characters = 0;
        int rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(SQL)) {
            while (result.next()) {
                rows++;
                for (int i = 1; i <= 5; i++) {
                    Object value = result.getObject(i);
                    characters += value == null ? 0 : value.toString().length();
                }
            }
        }
        check(rows, characters);
        return (System.nanoTime() - began) / 1e6;
    }

    private static double adapter(Warehouse warehouse) throws StatementException {
        long began = System.nanoTime();
        long[] seen = {0, 0};
        RowSink counting = new RowSink() {
            @Override
            public void begin(List<String> columns, List<String> types) {}

            @Override
            public void row(List<@Nullable String> cells) {
                seen[0]++;
                for (String cell : cells) {
                    seen[1] += cell == null ? 0 : cell.length();
                }
            }
        };
        warehouse.query(Query.own(SQL, ROWS, TIMEOUT), counting, Watch.NONE);
        check((int) seen[0], seen[1]);
        return (System.nanoTime() - began) / 1e6;
    }

    private static void check(int rows, long characters) {
        if (rows != ROWS || characters < 10L * ROWS) {
            throw new IllegalStateException("read " + rows + " rows with " + characters + " characters");
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
