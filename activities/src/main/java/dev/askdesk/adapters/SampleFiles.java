package dev.askdesk.adapters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Sample files in the jar: below {@code sample/} beside a class, listed in {@code index.txt} there. */
public final class SampleFiles {
    private static final String MARK = ".version";

    private SampleFiles() {}

    /** Names of the files below {@code sample/} beside the class. */
    public static List<String> names(Class<?> beside) {
        return new String(bytes(beside, "index.txt"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    public static byte[] bytes(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream("sample/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no sample file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes them into a folder, unless this version of them is there. */
    public static Path unpack(Class<?> beside, Path folder) {
        StringBuilder all = new StringBuilder();
        List<String> names = names(beside);
        names.forEach(name -> all.append(name).append(DigestUtils.sha256Hex(bytes(beside, name))));
        String version = DigestUtils.sha256Hex(all.toString());
        Path mark = folder.resolve(MARK);
        try {
            if (Files.exists(mark) && Files.readString(mark).equals(version)) {
                return folder;
            }
            for (String name : names) {
                Path file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Path fresh = Files.createTempFile(folder, ".new", "");
                Files.write(fresh, bytes(beside, name));
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(mark, version);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("The sample cannot be written to " + folder, e);
        }
    }
}
