package dev.askdesk.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Finds the line on which a key of a YAML text stands, for messages about what is written there. */
final class YamlLines {
    private final Map<String, Integer> lines = new HashMap<>();

    /** @param text YAML that parses */
    YamlLines(ObjectMapper yaml, String text) {
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String pointer = parser.getParsingContext().pathAsPointer().toString();
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        } catch (IOException e) {
            // The text has been read once before; without line numbers the message still says which key it is.
            lines.clear();
        }
    }

    /** The line of the key or, where the text leaves it out, of what it would be part of. */
    int lineOf(String pointer) {
        String wanted = pointer;
        while (!wanted.isEmpty() && !lines.containsKey(wanted)) {
            wanted = wanted.substring(0, wanted.lastIndexOf('/'));
        }
        return lines.getOrDefault(wanted, 1);
    }
}
