package dev.askdesk.adapters.warehouse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tokens by which the firm's identity provider vouches for people: a folder with one file each, whose name is the
 * person's id and whose text is a JWT, as a secrets manager mounts and renews them.
 */
public final class UserTokens {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_@-][A-Za-z0-9_.@-]*");
    private static final int LONGEST = 20_000;

    private final Path folder;

    public UserTokens(Path folder) {
        this.folder = folder;
    }

    /** The person's token; empty where there is none. */
    Optional<String> of(String user) {
        // An id comes from outside: it names a file of this folder, or none.
        if (!ID.matcher(user).matches()) {
            return Optional.empty();
        }
        Path file = folder.resolve(user);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            String token = Files.readString(file, StandardCharsets.UTF_8).strip();
            return token.isEmpty() ? Optional.empty() : Optional.of(token);
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
