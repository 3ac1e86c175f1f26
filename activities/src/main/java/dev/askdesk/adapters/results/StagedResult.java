package dev.askdesk.adapters.results;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result that is written to a file of its own, and published whole or not at all. */
final class StagedResult implements ResultWriter {

    /** Makes a whole file a handle's result, at once. */
    interface Publication {
        /** @param whole deleted afterwards, where it is still there */
        void publish(Path whole) throws IOException;
    }

    /** A step of writing. */
    private interface Step {
        void run() throws IOException;
    }

    private final Path file;
    private final OutputStream out;
    private final BatchWriter lines;
    private final Publication publication;
    private boolean begun;
    private boolean ended;

    StagedResult(Path file, OutputStream out, Publication publication) throws IOException {
        this.file = file;
        this.out = out;
        this.publication = publication;
        this.lines = new BatchWriter(out);
    }

    @Override
    public void begin(List<String> columns, List<String> types) {
        check(!begun, "begun twice");
        begun = true;
        attempt(() -> lines.begin(columns, types));
    }

    @Override
    public void row(List<@Nullable String> cells) {
        check(begun, "not begun");
        attempt(() -> lines.row(cells));
    }

    @Override
    public void commit(boolean truncated) {
        check(begun, "not begun");
        attempt(() -> {
            lines.finish(truncated);
            publication.publish(file);
        });
        ended = true;
    }

    /** What is left of an abandoned result is of no use, so that it cannot be closed well does not matter. */
    @Override
    public void close() {
        ended = true;
        try {
            out.close();
        } catch (IOException full) {
            // nothing of it is kept
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            // swept away later
        }
    }

    private void check(boolean right, String wrong) {
        if (!right || ended) {
            throw new IllegalStateException("The result is " + (right ? "ended" : wrong));
        }
    }

    private void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "A result cannot be written to " + file.getParent() + ".", e);
        }
    }
}
