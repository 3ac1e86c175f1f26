package dev.askdesk.adapters.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt kept as a resource, with its version in the name, so that a change of wording is a new file. It has
 * {@code {{placeholders}}}; a line whose placeholders are all empty is left out.
 */
final class Prompt {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private final String template;

    private Prompt(String template) {
        this.template = template;
    }

    static Prompt named(String name) {
        try (InputStream in = Prompt.class.getResourceAsStream("prompts/" + name + ".md")) {
            if (in == null) {
                throw new IllegalArgumentException("no prompt is named " + name);
            }
            return new Prompt(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fills in; a value is never searched for placeholders itself. */
    String with(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        for (String line : template.lines().toList()) {
            Matcher matcher = PLACEHOLDER.matcher(line);
            boolean hasPlaceholder = false;
            boolean hasValue = false;
            StringBuilder filled = new StringBuilder();
            while (matcher.find()) {
                String value = value(values, matcher.group(1));
                hasPlaceholder = true;
                hasValue |= !value.isEmpty();
                matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
            }
            matcher.appendTail(filled);
            if (!hasPlaceholder || hasValue) {
                text.append(filled).append('\n');
            }
        }
        return text.toString().strip();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the prompt's placeholder " + name + " has no value");
        }
        return value;
    }
}
