package dev.askdesk.adapters.results;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Names under which results are kept. */
final class ResultNames {
    private static final int READABLE = 80;

    private ResultNames() {}

    /** A handle holds ids from outside, so it is a file's or an object's name only once it can be no path. */
    static String of(String handle) {
        String readable = handle.replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = readable.length() <= READABLE ? readable : readable.substring(readable.length() - READABLE);
        String unique =
                UUID.nameUUIDFromBytes(handle.getBytes(StandardCharsets.UTF_8)).toString();
        return shortened + "-" + unique;
    }
}
