package dev.askdesk.adapters.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Results as JSON files in a folder, one a handle. Workers that share conversations must share the folder. */
public final class FileResultStore implements ResultStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path folder;

    public FileResultStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String handle, QueryResult result) {
        Path file = file(handle);
        try {
            Files.createDirectories(folder);
            Path temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
            try {
                Files.write(temporary, JSON.writeValueAsBytes(result));
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "A result cannot be written to " + folder + ".", e);
        }
    }

    @Override
    public QueryResult get(String handle) {
        try {
            return JSON.readValue(Files.readAllBytes(file(handle)), QueryResult.class);
        } catch (NoSuchFileException e) {
            throw new OutsideException(FailureType.RESULT_MISSING, "There is no result " + handle + ".", e);
        } catch (IOException e) {
            throw new OutsideException(FailureType.RESULTS_UNAVAILABLE, "The result " + handle + " cannot be read.", e);
        }
    }

    /** A handle holds ids from outside, so it is a file's name only once it can be no path. */
    private Path file(String handle) {
        String readable = handle.replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = readable.length() <= 80 ? readable : readable.substring(readable.length() - 80);
        String unique =
                UUID.nameUUIDFromBytes(handle.getBytes(StandardCharsets.UTF_8)).toString();
        return folder.resolve(shortened + "-" + unique + ".json");
    }
}
