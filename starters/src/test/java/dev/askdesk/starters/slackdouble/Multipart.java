package dev.askdesk.starters.slackdouble;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Uploads come as bare bytes, or as the one part of a form. */
final class Multipart {

    private Multipart() {}

    static byte[] content(@Nullable String contentType, byte[] body) {
        if (contentType == null || !contentType.startsWith("multipart/form-data")) {
            return body;
        }
        // Each byte is one character of this encoding, so that positions in the text are positions in the body.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String boundary = "--" + contentType.replaceFirst("^.*boundary=\"?([^\";]+).*$", "$1");
        int start = text.indexOf("\r\n\r\n", text.indexOf(boundary)) + 4;
        int end = text.indexOf("\r\n" + boundary, start);
        return Arrays.copyOfRange(body, start, end);
    }
}
