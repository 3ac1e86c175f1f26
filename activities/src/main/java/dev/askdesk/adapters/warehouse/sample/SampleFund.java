package dev.askdesk.adapters.warehouse.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The database of a made-up venture firm. Every run writes the same rows. Some companies bear the names of real ones;
 * all figures are invented.
 */
public final class SampleFund {
    /** The newest date of the data. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 9, 30);

    /** Class path resource with the catalog of this database, as YAML. */
    public static final String CATALOG = "/dev/askdesk/sample/sample-fund.yaml";

    private static final String SCHEMA = "/dev/askdesk/sample/sample-fund.sql";
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

    private SampleFund() {}

    /**
     * Writes the database. The file appears only once it is complete, so that a run that was cut off leaves none.
     *
     * @param duckdbFile to write; one that is there is replaced
     * @throws UncheckedIOException the file can't be written; the message names it
     */
    public static void writeTo(Path duckdbFile) {
        Path target = duckdbFile.toAbsolutePath();
        Path part = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.deleteIfExists(part);
            fill(part);
            move(part, target);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the sample database " + target + ": " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new UncheckedIOException(
                    "Cannot write the sample database " + target, new IOException(e.getMessage(), e));
        } finally {
            deleteQuietly(part);
        }
    }

    private static void fill(Path file) throws SQLException, IOException {
        String schema = schema();
        SampleRows rows = rows();
        try (DuckDBConnection connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(schema);
            for (String table : tablesOf(schema)) {
                append(connection, table, rows.of(table));
            }
        }
    }

    private static SampleRows rows() {
        SampleRows rows = new SampleRows();
        Firm.write(rows);
        ExchangeRates rates = new ExchangeRates(rows, AS_OF);
        List<Company> companies = new Portfolio(rows, rates, AS_OF).build();
        List<Valuations.Proceeds> proceeds = new Valuations(rows, AS_OF).build(companies);
        new Operations(rows, AS_OF).build(companies);
        new Pipeline(rows, AS_OF).build(companies);
        new Investors(rows, AS_OF).build(companies, proceeds);
        return rows;
    }

    private static void append(DuckDBConnection connection, String table, List<@Nullable Object[]> rows)
            throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
            for (@Nullable Object[] row : rows) {
                appender.beginRow();
                for (Object value : row) {
                    append(appender, value);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
        if (value == null) {
            appender.appendNull();
        } else if (value instanceof String text) {
            appender.append(text);
        } else if (value instanceof Integer number) {
            appender.append(number.intValue());
        } else if (value instanceof BigDecimal amount) {
            appender.append(amount);
        } else if (value instanceof LocalDate day) {
            appender.append(day);
        } else if (value instanceof Boolean flag) {
            appender.append(flag.booleanValue());
        } else {
            throw new IllegalArgumentException("no column takes a " + value.getClass());
        }
    }

    private static List<String> tablesOf(String schema) {
        List<String> tables = new ArrayList<>();
        Matcher matcher = TABLE.matcher(schema);
        while (matcher.find()) {
            tables.add(matcher.group(1));
        }
        return tables;
    }

    private static String schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(SampleFund.class.getResourceAsStream(SCHEMA), SCHEMA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void deleteQuietly(Path file) {
        file.toFile().delete();
        Path log = file.resolveSibling(file.getFileName() + ".wal");
        log.toFile().delete();
    }
}
