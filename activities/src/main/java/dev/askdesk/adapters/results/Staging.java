package dev.askdesk.adapters.results;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Folder in which results are written before anyone may see them. */
final class Staging {
    private static final String SUFFIX = ".tmp";
    /** No query runs so long: whoever wrote this was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path folder;
    private final AtomicBoolean swept = new AtomicBoolean();

    Staging(Path folder) {
        this.folder = folder;
    }

    /** @param publication what makes the whole result visible, at once */
    ResultWriter begin(String name, StagedResult.Publication publication) {
        try {
            Files.createDirectories(folder);
            sweep();
            Path file = folder.resolve(name + "." + UUID.randomUUID() + SUFFIX);
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new StagedResult(file, out, publication);
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "A result cannot be written to " + folder + ".", e);
        }
    }

    /** Once a process: takes away what others that were killed have left, such as many gigabytes. */
    private void sweep() throws IOException {
        if (swept.getAndSet(true)) {
            return;
        }
        Instant abandoned = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : left) {
                deleteIfOlder(file, abandoned);
            }
        }
    }

    private static void deleteIfOlder(Path file, Instant abandoned) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(abandoned)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException gone) {
            // Another worker may have swept it, or may own it: nobody's question has to fail for that.
        }
    }
}
