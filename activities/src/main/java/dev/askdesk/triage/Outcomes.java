package dev.askdesk.triage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.triage.Triage;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How tickets ended, a JSON object a line in a file that all workers of one home append to under a lock. The last line of
 * a ticket's version counts.
 */
public final class Outcomes {
    private static final ObjectMapper JSON = WireFormat.json();

    private final Path file;

    public Outcomes(Path file) {
        this.file = file;
    }

    public void record(Triage triage) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            byte[] line = (JSON.writeValueAsString(triage) + "\n").getBytes(StandardCharsets.UTF_8);
            synchronized (Outcomes.class) {
                append(line);
            }
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE, "The outcomes " + file + " cannot be written.", e);
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

    /** The last outcome of each version of each ticket, in the order of their first lines. */
    public List<Triage> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, Triage> last = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                try {
                    Triage triage = JSON.readValue(line, Triage.class);
                    last.put(triage.desk() + "/" + triage.ticketId() + "/" + triage.version(), triage);
                } catch (JsonProcessingException cutShort) {
                    // Its workflow has written it again, or will.
                }
            }
        } catch (IOException e) {
            throw new OutsideException(FailureType.RESULTS_UNAVAILABLE, "The outcomes " + file + " cannot be read.", e);
        }
        return new ArrayList<>(last.values());
    }
}
