package dev.askdesk.adapters.wiki;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What a file holds.
 *
 * @param version hash of all its bytes
 * @param head its bytes, up to {@link #LARGEST}
 * @param isCut whether it has more
 */
record FileContent(String version, byte[] head, boolean isCut) {
    /** Of a file that is a page. One with a screen full of text has about 5 KB. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** UTF-8, or what its byte order mark says; else the encoding that Windows long wrote. */
    String text() {
        if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
            return decoded(StandardCharsets.UTF_16);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            return decoded(isCut ? StandardCharsets.UTF_8 : WINDOWS);
        }
    }

    private boolean startsWith(int first, int second) {
        return head.length > 1 && (head[0] & 0xFF) == first && (head[1] & 0xFF) == second;
    }

    private String decoded(Charset charset) {
        return new String(head, charset);
    }
}
