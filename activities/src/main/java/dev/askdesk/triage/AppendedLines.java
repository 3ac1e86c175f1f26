package dev.askdesk.triage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON object a line, in a file that all workers of one home append to under a lock.
 *
 * @param file made with the first line
 * @param title for messages, such as {@code outcomes}
 * @param type of the objects
 */
record AppendedLines<T>(Path file, String title, Class<T> type) {
    /** A lock on a file holds between processes only; within this one, threads wait here. */
    private static final Object ONE_THREAD = new Object();

    private static final ObjectMapper JSON = WireFormat.json();

    void append(T value) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            byte[] line = (JSON.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (ONE_THREAD) {
                append(line);
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "The " + title + " " + file + " cannot be written.", e);
        }
    }

    private void append(byte[] line) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            long end = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean cutShort = lock.isValid() && end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
            channel.position(end);
            if (cutShort) {
                // A line that a kill cut short stays one, and spoils no other.
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            channel.write(ByteBuffer.wrap(line));
            channel.force(false);
        }
    }

    /** All of them, in their order; none where there is no file. */
    List<T> all() {
        List<T> all = new ArrayList<>();
        if (!Files.exists(file)) {
            return all;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                try {
                    all.add(JSON.readValue(line, type));
                } catch (JsonProcessingException cutShort) {
                    // Its workflow has written it again, or will.
                }
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "The " + title + " " + file + " cannot be read.", e);
        }
        return all;
    }
}
