package dev.askdesk.adapters.wiki;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files of a {@link WikiFolder}, by their ids. Those that vanish meanwhile, or that the account may not read, count
 * as not there; the whole folder must be there.
 */
final class PageFiles {
    private static final Pattern PAGE = Pattern.compile("(?i).*\\.(md|html?)");
    private static final Pattern INDEX = Pattern.compile("(?i)(_?index|readme)\\.(md|html?)");

    private final Path folder;

    PageFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    boolean has(Path path) throws IOException {
        return path.startsWith(root());
    }

    /** Ids of all files that look like a page, in order. */
    List<String> ids() throws IOException {
        Path root = root();
        List<String> ids = new ArrayList<>();
        Files.walkFileTree(
                root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                            throws IOException {
                        boolean skipped = !dir.equals(root) && (isHidden(dir) || !leadsInside(root, dir));
                        return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile()
                                && !isHidden(file)
                                && PAGE.matcher(name(file)).matches()) {
                            ids.add(id(root, file));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                        if (isNotThere(failed) && !file.equals(root)) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failed;
                    }
                });
        ids.sort(null);
        return ids;
    }

    /** The file of this id; empty where there is none, or the id leads elsewhere. */
    Optional<Path> file(String id) throws IOException {
        Path root = root();
        boolean plain = Stream.of(id.split("/", -1)).noneMatch(part -> part.isEmpty() || part.startsWith("."));
        if (!plain || id.contains("\\") || !PAGE.matcher(id).matches()) {
            return Optional.empty();
        }
        try {
            Path file = root.resolve(id);
            return Files.isRegularFile(file) && leadsInside(root, file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** The file's path as its id says it, and where a symbolic link led to another one, that one too. */
    List<Path> ways(Path file) throws IOException {
        Path real = file.toRealPath();
        return real.equals(file) ? List.of(file) : List.of(file, real);
    }

    /** The files that stand for a folder itself. */
    List<Path> indexes(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> INDEX.matcher(name(child)).matches())
                    .toList();
        }
    }

    Optional<FileContent> content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = DigestUtils.getSha256Digest();
            byte[] head = in.readNBytes(FileContent.LARGEST);
            digest.update(head);
            int next = in.read();
            if (next >= 0) {
                digest.update((byte) next);
                DigestUtils.updateDigest(digest, in);
            }
            String version = Hex.encodeHexString(digest.digest()).substring(0, 16);
            return Optional.of(new FileContent(version, head, next >= 0));
        } catch (IOException failed) {
            if (isNotThere(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** {@code it/laptop-setup.md} as {@code Laptop setup}; a file that stands for its folder by the folder's name. */
    static String nameInWords(String id) {
        String path = INDEX.matcher(id.substring(id.lastIndexOf('/') + 1)).matches() && id.contains("/")
                ? id.substring(0, id.lastIndexOf('/'))
                : id.substring(0, id.lastIndexOf('.'));
        String words = path.substring(path.lastIndexOf('/') + 1)
                .replaceAll("[-_\\s]+", " ")
                .strip();
        return words.isEmpty() ? path : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Anew each time: what publishes the folder may swap a link to it. */
    private Path root() throws IOException {
        return folder.toRealPath();
    }

    private static boolean leadsInside(Path root, Path path) throws IOException {
        try {
            return path.toRealPath().startsWith(root);
        } catch (IOException failed) {
            if (isNotThere(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private static boolean isNotThere(IOException failed) {
        return failed instanceof NoSuchFileException
                || failed instanceof AccessDeniedException
                || failed instanceof FileSystemLoopException;
    }

    private static boolean isHidden(Path path) {
        return name(path).startsWith(".");
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String id(Path root, Path file) {
        return root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
    }
}
