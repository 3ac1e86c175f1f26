package dev.askdesk.adapters.wiki;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Markdown ({@code .md}) and HTML ({@code .html}, {@code .htm}) files, with all folders below it. A page's id
 * is its file's path relative to the folder, with {@code /}; its version a hash of the file's bytes; its title the one
 * of its front matter, else its first heading of the first level, else its file's name in words.
 *
 * <p>A page is restricted, and so left out, by {@code restricted: true} or {@code visibility: restricted} in its YAML
 * front matter, or by {@code <meta name="visibility" content="restricted">} in HTML. An {@code index} or {@code README}
 * file that is restricted restricts its whole folder. A page with {@code draft: true} or {@code published: false} is
 * left out too, and so is what the account may not read, whatever lies in a hidden file or folder, and a symbolic link
 * that leads out of the folder.
 */
public final class WikiFolder implements Wiki {
    /** Files of one part of a listing. */
    private static final int PART = 200;

    private final PageFiles files;

    public WikiFolder(Path folder) {
        this.files = new PageFiles(folder);
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public Listing pages(@Nullable String cursor) {
        try {
            List<String> ids = files.ids();
            // After the last one of the part before, whether it is still there or not.
            List<String> rest = ids.stream()
                    .filter(id -> cursor == null || id.compareTo(cursor) > 0)
                    .toList();
            List<String> part = rest.subList(0, Math.min(PART, rest.size()));
            List<Stub> stubs = new ArrayList<>();
            Map<Path, Boolean> folders = new HashMap<>();
            for (String id : part) {
                open(id, folders).ifPresent(page -> stubs.add(new Stub(id, page.content.version())));
            }
            return new Listing(stubs, part.size() < rest.size() ? part.get(part.size() - 1) : null);
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    @Override
    public Optional<WikiPage> read(String pageId) {
        try {
            return open(pageId, new HashMap<>()).map(page -> page(pageId, page));
        } catch (IOException failed) {
            throw unavailable(failed);
        }
    }

    /** @param html the file where it is HTML */
    private record Opened(
            FileContent content,
            String text,
            PageHead head,
            @Nullable Document html) {}

    /**
     * The page's file, where everybody may read it.
     *
     * @param folders whether those looked at so far are restricted
     */
    private Optional<Opened> open(String id, Map<Path, Boolean> folders) throws IOException {
        Optional<Path> file = files.file(id);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        for (Path way : files.ways(file.get())) {
            if (isRestrictedFolder(way.getParent(), folders)) {
                return Optional.empty();
            }
        }
        return opened(file.get()).filter(page -> !page.head.restricted() && !page.head.draft());
    }

    private boolean isRestrictedFolder(@Nullable Path folder, Map<Path, Boolean> known) throws IOException {
        if (folder == null || !files.has(folder)) {
            return false;
        }
        Boolean before = known.get(folder);
        if (before != null) {
            return before;
        }
        boolean restricted = isRestrictedFolder(folder.getParent(), known);
        for (Path index : files.indexes(folder)) {
            restricted = restricted
                    || opened(index).map(page -> page.head.restricted()).orElse(false);
        }
        known.put(folder, restricted);
        return restricted;
    }

    private Optional<Opened> opened(Path file) throws IOException {
        return files.content(file).map(content -> {
            String text = content.text();
            PageHead head = PageHead.frontMatter(text);
            if (isMarkdown(file.toString())) {
                return new Opened(content, text, head, null);
            }
            Document html = Jsoup.parse(text.substring(head.length()));
            return new Opened(content, text, head.or(PageHead.html(html)), html);
        });
    }

    private static WikiPage page(String id, Opened opened) {
        if (opened.content.isCut()) {
            throw unreadable("The file " + id + " is larger than " + FileContent.LARGEST / 1024 / 1024
                    + " MB, which no page of a wiki is: split it, or take it out of the folder.");
        }
        try {
            return parsed(id, opened);
        } catch (StackOverflowError deep) {
            // The parser of Markdown goes as deep as the file does: 20,000 quotes in each other, in one line.
            throw unreadable("The file " + id + " is nested too deeply to be read.");
        }
    }

    private static WikiPage parsed(String id, Opened opened) {
        PageHead head = opened.head;
        Element body =
                opened.html == null ? MarkdownText.html(opened.text.substring(head.length())) : mainPart(opened.html);
        Element first = body.selectFirst("h1");
        String heading = first == null ? "" : PageText.line(first);
        String title = head.title();
        if (title == null) {
            title = heading.isEmpty() ? titleOf(id, opened.html) : heading;
        }
        return new WikiPage(id, opened.content.version(), title, id, head.labels(), PageText.sections(body, title));
    }

    private static String titleOf(String id, @Nullable Document html) {
        String given = html == null ? "" : html.title().strip();
        return given.isEmpty() ? PageFiles.nameInWords(id) : given;
    }

    /** Without what every page of a site repeats around it. */
    private static Element mainPart(Document html) {
        for (String main : List.of("main", "[role=main]", "article")) {
            List<Element> found = html.select(main);
            if (found.size() == 1) {
                return found.get(0);
            }
        }
        return html.body();
    }

    private static boolean isMarkdown(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".md");
    }

    private static OutsideException unreadable(String message) {
        return new OutsideException(FailureType.WIKI_REQUEST, message);
    }

    private OutsideException unavailable(IOException failed) {
        // Never an empty listing instead: it would take every page out of the index.
        return new OutsideException(
                FailureType.WIKI_UNAVAILABLE,
                "The wiki's folder " + files.folder() + " cannot be read: " + failed + ".",
                failed);
    }
}
