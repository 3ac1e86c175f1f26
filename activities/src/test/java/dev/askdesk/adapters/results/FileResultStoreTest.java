package dev.askdesk.adapters.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileResultStoreTest extends ResultStoreContract {
    @Override
    ResultStore store(long mostBytes) {
        return new FileResultStore(local(), mostBytes);
    }

    @Override
    Path local() {
        return folder.resolve("results");
    }

    @Override
    List<String> described() {
        return List.of(local().toString());
    }

    private Path file() {
        return local().resolve(ResultNames.of(HANDLE) + ".jsonl.gz");
    }

    @Test
    void cutAnywhere_isNotRead() throws IOException {
        store(PLENTY).put(HANDLE, rows("text", 5_000));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertFails(() -> store(PLENTY).get(HANDLE), FailureType.RESULTS_UNAVAILABLE, "cut off");
        }
    }

    @Test
    void linesThatDoNotFit_areNotRead() throws IOException {
        String head = "{\"format\":1,\"columns\":[\"a\",\"b\"],\"types\":[\"text\",\"text\"]}\n";
        String batch = "{\"cells\":[[\"1\",null],[\"2\",\"\"]]}\n";
        String foot = "{\"rows\":2,\"truncated\":false}\n";
        lines(head + batch + foot);
        assertThat(store(PLENTY).get(HANDLE).rows()).isEqualTo(List.of(List.of("1", "2"), Arrays.asList(null, "")));

        for (String wrong : List.of(
                "",
                head,
                head + batch,
                batch + foot,
                head + foot,
                head + batch + foot + batch,
                head + batch + foot + foot,
                head + batch + head + foot,
                head + "{\"cells\":[[\"1\"]]}\n" + foot,
                head + "{\"cells\":[[\"1\",\"2\"],[\"1\"]]}\n" + foot,
                head + "{\"cells\":[null,null]}\n" + foot,
                head.replace(":1", ":2") + batch + foot,
                head + batch + foot.replace("2", "3"),
                "not JSON")) {
            lines(wrong);
            assertFails(() -> store(PLENTY).get(HANDLE), FailureType.RESULTS_UNAVAILABLE, HANDLE);
        }
    }

    private void lines(String text) throws IOException {
        Files.createDirectories(local());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void storedByAnEarlierVersion_isRead_untilReplaced() throws IOException {
        Files.createDirectories(local());
        Files.writeString(
                local().resolve(ResultNames.of(HANDLE) + ".json"),
                "{\"columns\":[\"a\",\"b\"],\"types\":[\"text\",\"number\"],\"rows\":[[null,\"1.50\"],[\"\",null]],"
                        + "\"truncated\":true}");
        assertThat(store(PLENTY).get(HANDLE))
                .isEqualTo(new QueryResult(
                        List.of("a", "b"),
                        List.of("text", "number"),
                        List.of(Arrays.asList(null, "1.50"), Arrays.asList("", null)),
                        true));

        store(PLENTY).put(HANDLE, rows("new", 1));
        assertThat(store(PLENTY).get(HANDLE)).isEqualTo(rows("new", 1));
    }

    @Test
    void written_isReadByDuckDb() throws Exception {
        try (ResultWriter writer = store(PLENTY).write(HANDLE)) {
            writer.begin(List.of("name", "amount"), List.of("text", "number"));
            for (int row = 0; row < 2_500; row++) {
                writer.row(Arrays.asList(row % 2 == 0 ? "" : null, row + ".10"));
            }
            writer.commit(false);
        }
        String sql = """
                SELECT count(*), count(name), sum(amount) FROM (
                  SELECT unnest(cells[1]) AS name, unnest(cells[2])::DECIMAL(18, 2) AS amount
                  FROM read_json('%s', format = 'newline_delimited', columns = {cells: 'VARCHAR[][]'})
                  WHERE cells IS NOT NULL)""".formatted(file());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet sums = statement.executeQuery(sql)) {
            assertThat(sums.next()).isTrue();
            assertThat(sums.getInt(1)).isEqualTo(2_500);
            assertThat(sums.getInt(2)).isEqualTo(1_250);
            assertThat(sums.getString(3)).isEqualTo("3124000.00");
        }
    }

    @Test
    void whatTheKilledLeft_isSweptAfterADay() throws IOException {
        Path old = Files.createFile(Files.createDirectories(local()).resolve("a.tmp"));
        Path written = Files.createFile(local().resolve("b.tmp"));
        Path result = Files.createFile(local().resolve("c.json"));
        for (Path file : List.of(old, result)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        store(PLENTY).put(HANDLE, rows("a", 1));

        assertThat(old).doesNotExist();
        assertThat(written).exists();
        assertThat(result).exists();
    }

    @Test
    void folderThatIsNone_isSaid() throws IOException {
        Files.writeString(local(), "a file");
        assertThatThrownBy(() -> store(PLENTY).put(HANDLE, rows("a", 1)))
                .isInstanceOfSatisfying(OutsideException.class, failure -> assertThat(failure.type())
                        .isEqualTo(FailureType.RESULTS_UNAVAILABLE))
                .hasMessageContaining(local().toString());
    }
}
