package dev.askdesk.starters.slackdouble;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON in the shapes that Slack documents, in {@code resources/slack}. */
final class Fixtures {

    private Fixtures() {}

    static String text(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("/slack/" + name + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("No fixture " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
