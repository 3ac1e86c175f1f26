package dev.askdesk.learning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads solved tickets, a JSON object a line: {@code subject}, {@code body} or {@code description}, {@code reply}, and
 * {@code thread} and {@code requester} where they are known.
 */
public final class SolvedTickets {
    private static final String TONE = "You answer a colleague's helpdesk ticket: short, friendly, with the next step.";
    private static final JsonMapper JSON = new JsonMapper();

    private SolvedTickets() {}

    /** @throws IllegalArgumentException a line is no solved ticket; names file and line */
    public static List<TrainingExample> read(Path file) throws IOException {
        List<TrainingExample> examples = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                examples.add(example(line, file + ", line " + number));
            }
        }
        return examples;
    }

    private static TrainingExample example(String line, String where) {
        JsonNode ticket;
        try {
            ticket = JSON.readTree(line);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(where + " is no JSON: mend or delete it.", wrong);
        }
        String subject = ticket.path("subject").asText().strip();
        String body =
                ticket.path("body").asText(ticket.path("description").asText()).strip();
        String reply = ticket.path("reply").asText().strip();
        if (reply.isEmpty() || (subject + body).isEmpty()) {
            throw new IllegalArgumentException(where + " has no subject and body, or no reply.");
        }
        List<String> keys = new ArrayList<>();
        String topic =
                subject.replaceAll("(?i)^(?:(?:re|fwd?|aw|wg):\\s*)+", "").toLowerCase(Locale.ROOT);
        if (!topic.isEmpty()) {
            keys.add("topic " + topic);
        }
        if (ticket.hasNonNull("thread")) {
            keys.add("thread " + ticket.path("thread").asText());
        }
        String requester = ticket.path("requester").asText().strip();
        if (!requester.isEmpty()) {
            keys.add("requester " + requester.toLowerCase(Locale.ROOT));
        }
        return new TrainingExample(
                "tickets",
                keys,
                subject + " " + body,
                TONE,
                (subject + "\n\n" + body).strip(),
                null,
                reply,
                requester.isEmpty() ? List.of() : List.of(name(requester)));
    }

    /** {@code jane.doe@firm.com} is most likely Jane Doe. */
    private static String name(String requester) {
        String local = requester.replaceAll("@.*", "");
        return Arrays.stream(local.split("[ ._]+"))
                .filter(part -> !part.isEmpty())
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining(" "));
    }
}
