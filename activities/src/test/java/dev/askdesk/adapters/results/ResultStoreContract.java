package dev.askdesk.adapters.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of results does, wherever it keeps them. */
abstract class ResultStoreContract {
    static final long PLENTY = 1L << 30;
    static final String HANDLE = "ask-jo-1/m1";

    @TempDir
    Path folder;

    /** A store over the same results as the others of this test. */
    abstract ResultStore store(long mostBytes);

    /** The store's folder on this machine. */
    abstract Path local();

    /** The store, for {@link ResultProgram}. */
    abstract List<String> described();

    private ResultStore store() {
        return store(PLENTY);
    }

    @Test
    void written_isReadAsItWas() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        rows.add(Arrays.asList(null, ""));
        rows.add(Arrays.asList("", null));
        rows.add(List.of("0.10", "123456789012345678901234567890.000000001"));
        rows.add(List.of("\"a\"\n\tb\\", "\u0000\u2028Ünïcode 名 \uD83D\uDE80"));
        rows.add(List.of("null", "{\"cells\":null}"));
        IntStream.range(0, 2_500).forEach(row -> rows.add(List.of("" + row, "x")));
        QueryResult result = new QueryResult(List.of("a", "a"), List.of("text", "number"), rows, true);

        store().put(HANDLE, result);

        assertThat(store().get(HANDLE)).isEqualTo(result);
    }

    @Test
    void withoutRowsOrColumns_isReadAsItWas() {
        QueryResult noRows = new QueryResult(List.of("a"), List.of("date"), List.of(), false);
        QueryResult nothing = new QueryResult(List.of(), List.of(), List.of(), false);
        store().put("a", noRows);
        store().put("b", nothing);

        assertThat(store().get("a")).isEqualTo(noRows);
        assertThat(store().get("b")).isEqualTo(nothing);
    }

    @Test
    void longCells_areKept() {
        String megabytes = "long ".repeat(5_000_000);
        QueryResult result = rows(megabytes, 2);
        store().put(HANDLE, result);

        assertThat(store().get(HANDLE)).isEqualTo(result);
    }

    @Test
    void unknownHandle_isMissing() {
        assertFails(() -> store().get("nobody's"), FailureType.RESULT_MISSING, "nobody's");
    }

    @Test
    void notCommitted_isNotSeen_andClosedLeavesNothing() throws IOException {
        ResultStore store = store();
        store.put(HANDLE, rows("old", 3));
        try (ResultWriter writer = store.write(HANDLE);
                ResultWriter first = store.write("other")) {
            rows("new", 5_000).rows().forEach(begun(writer)::row);
            begun(first);
            assertThat(store.get(HANDLE)).isEqualTo(rows("old", 3));
        }

        assertThat(store.get(HANDLE)).isEqualTo(rows("old", 3));
        assertFails(() -> store.get("other"), FailureType.RESULT_MISSING, "other");
        assertNothingLeft();
    }

    @Test
    void committedAgain_replaces() throws IOException {
        store().put(HANDLE, rows("old", 5_000));
        store().put(HANDLE, rows("new", 1));

        assertThat(store().get(HANDLE)).isEqualTo(rows("new", 1));
        assertNothingLeft();
    }

    @Test
    void misused_throws_andKeepsNothing() throws IOException {
        ResultStore store = store();
        try (ResultWriter writer = store.write(HANDLE)) {
            assertThatThrownBy(() -> writer.commit(false)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.row(List.of("1"))).isInstanceOf(IllegalStateException.class);
            begun(writer);
            assertThatThrownBy(() -> begun(writer)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.row(List.of("1", "2"))).isInstanceOf(IllegalArgumentException.class);
        }
        ResultWriter closed = store.write(HANDLE);
        closed.close();
        assertThatThrownBy(() -> begun(closed)).isInstanceOf(IllegalStateException.class);
        assertFails(() -> store.get(HANDLE), FailureType.RESULT_MISSING, HANDLE);
        assertNothingLeft();
    }

    @Test
    void replacedWhileRead_isTheOldOneOrTheNewOne() throws Exception {
        store().put(HANDLE, rows("0", 3_000));
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> IntStream.range(0, 40).forEach(version -> store().put(HANDLE, rows("" + version, 3_000))));
        ResultStore reader = store();
        do {
            QueryResult read = reader.get(HANDLE);
            assertThat(read.rows()).hasSize(3_000);
            assertThat(Set.copyOf(read.rows())).hasSize(1);
        } while (!writing.isDone());
        writing.get();
    }

    @Test
    void handlesThatAreNoNames_areKeptApart() throws IOException {
        List<String> handles = List.of(
                "",
                ".",
                "..",
                "../../up",
                "/etc/x",
                "a/b",
                "a\\b",
                "a_b",
                "a:b?c*",
                "a%2fb",
                "a b",
                "a\u0000b",
                "名前",
                "A_B",
                "x".repeat(5_000),
                "y" + "x".repeat(5_000),
                "a\nb",
                "?versionId=1",
                "con",
                "a/../b");
        Set<Path> before = inside(folder.getParent());
        ResultStore store = store();
        handles.forEach(handle -> store.put(handle, rows(handle, 1)));

        for (String handle : handles) {
            assertThat(store.get(handle)).isEqualTo(rows(handle, 1));
        }
        assertThat(inside(folder.getParent())).isEqualTo(before);
    }

    @Test
    void largerThanMemoryShouldHold_isSaid() {
        store().put(HANDLE, rows("some text", 100_000));

        assertFails(() -> store(1 << 20).get(HANDLE), FailureType.RESULTS_REQUEST, "ASKDESK_ROW_LIMIT");
    }

    @Test
    void writerKilledHalfWay_leavesTheOlderOne() throws Exception {
        store().put(HANDLE, rows("old", 3));
        try (ResultProgram.Child child = ResultProgram.start("half", 100_000, HANDLE, described())) {
            child.await("half");
        }

        assertThat(store().get(HANDLE)).isEqualTo(rows("old", 3));
    }

    @Test
    void twoMillionRows_areWrittenInLittleMemory() throws Exception {
        long begun = System.nanoTime();
        try (ResultProgram.Child child = ResultProgram.start("whole", 2_000_000, HANDLE, described())) {
            System.out.println(getClass().getSimpleName() + ": " + child.await("written") + ", with its start "
                    + (System.nanoTime() - begun) / 1_000_000 + " ms");
        }
        assertFails(() -> store(16 << 20).get(HANDLE), FailureType.RESULTS_REQUEST, "16 MB");
        assertNothingLeft();
    }

    static QueryResult rows(String cell, int count) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        IntStream.range(0, count).forEach(row -> rows.add(List.of(cell)));
        return new QueryResult(List.of("a"), List.of("text"), rows, false);
    }

    static ResultWriter begun(ResultWriter writer) {
        writer.begin(List.of("a"), List.of("text"));
        return writer;
    }

    static void assertFails(ThrowingCallable call, FailureType type, String said) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OutsideException.class, failure -> {
            assertThat(failure.type()).as(failure.getMessage()).isEqualTo(type);
            assertThat(failure).hasMessageContaining(said);
        });
    }

    void assertNothingLeft() throws IOException {
        assertThat(inside(local())).noneMatch(file -> file.toString().endsWith(".tmp"));
    }

    private static Set<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new HashSet<>(files.toList());
        }
    }
}
