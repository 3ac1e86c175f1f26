package dev.askdesk.adapters.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A channel for conversations that no chat program is connected to: one JSON object a line, appended under a file
 * lock, so that several workers on one machine can share it. A line cut short by a kill is overwritten.
 */
public final class OutboxFile implements ChatChannel {
    private static final ObjectMapper JSON = WireFormat.json();
    private final Path file;

    public OutboxFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized boolean deliver(PostRequest request) {
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try (RandomAccessFile outbox = new RandomAccessFile(file.toFile(), "rw");
                    FileLock lock = outbox.getChannel().lock()) {
                if (lock.isValid() && isDelivered(outbox, request)) {
                    return true;
                }
                outbox.write((JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
                outbox.getFD().sync();
                return false;
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.CHANNEL_UNAVAILABLE, "The outbox " + file + " cannot be written.", e);
        }
    }

    /** Looks for the message, and leaves the file's position after the last whole line. */
    private static boolean isDelivered(RandomAccessFile outbox, PostRequest request) throws IOException {
        byte[] all = new byte[Math.toIntExact(outbox.length())];
        outbox.readFully(all);
        String text = new String(all, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, end).split("\n")) {
            if (!line.isBlank() && isSame(JSON.readTree(line), request)) {
                return true;
            }
        }
        long wholeLines = text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        outbox.setLength(wholeLines);
        outbox.seek(wholeLines);
        return false;
    }

    private static boolean isSame(JsonNode line, PostRequest request) {
        return line.path("conversationId").asText().equals(request.conversationId())
                && line.path("messageId").asText().equals(request.messageId());
    }
}
