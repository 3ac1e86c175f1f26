package dev.askdesk.adapters.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Results as files in a folder, one a handle. Workers that share conversations must share the folder. */
public final class FileResultStore implements ResultStore {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Staging staging;
    private final long mostBytes;

    public FileResultStore(Path folder) {
        this(folder, RowsInMemory.share());
    }

    /** @param mostBytes of memory that a result may take to be read */
    FileResultStore(Path folder, long mostBytes) {
        this.folder = folder;
        this.staging = new Staging(folder);
        this.mostBytes = mostBytes;
    }

    @Override
    public ResultWriter write(String handle) {
        return staging.begin(
                ResultNames.of(handle),
                whole -> Files.move(
                        whole, file(handle), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public QueryResult get(String handle) {
        try (InputStream in = Files.newInputStream(file(handle))) {
            return RowsInMemory.read(in, handle, mostBytes);
        } catch (NoSuchFileException e) {
            return olderOne(handle);
        } catch (IOException e) {
            throw unreadable(handle, e);
        }
    }

    /** Before results were written in batches, each was one JSON object, in a file of another name. */
    private QueryResult olderOne(String handle) {
        try {
            Path file = folder.resolve(ResultNames.of(handle) + ".json");
            return JSON.readValue(Files.readAllBytes(file), QueryResult.class);
        } catch (NoSuchFileException e) {
            throw new OutsideException(FailureType.RESULT_MISSING, "There is no result " + handle + ".", e);
        } catch (IOException e) {
            throw unreadable(handle, e);
        }
    }

    private static OutsideException unreadable(String handle, IOException e) {
        return new OutsideException(
                FailureType.RESULTS_UNAVAILABLE,
                "The result " + handle + " cannot be read: it was cut off or is damaged, or the disk fails.",
                e);
    }

    private Path file(String handle) {
        return folder.resolve(ResultNames.of(handle) + ".jsonl.gz");
    }
}
