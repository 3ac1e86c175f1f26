package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Markdown ({@code .md}, {@code .markdown}) and HTML files, with all folders in it; hidden ones are passed
 * over. A page's id is its path below the folder. Front matter (YAML between two lines of {@code ---}) may give {@code
 * title}, {@code labels} or {@code tags}; {@code restricted: true} keeps the page out of every search, and so does
 * {@code published: false}.
 */
public final class WikiFolder implements Wiki {
    /** Bytes of one file; a text of that length is no page. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final Pattern FRONT_MATTER =
            Pattern.compile("\\A\\uFEFF?---[ \\t]*\\R(.*?)\\R(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)", Pattern.DOTALL);
    /** What site generators put into Markdown, which is no text. */
    private static final Pattern TEMPLATE_TAGS = Pattern.compile("\\{%.*?%}|\\{\\{.*?}}|\\{:.*?}", Pattern.DOTALL);

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<TablesExtension> TABLES = tables();
    private static final Parser MARKDOWN =
            Parser.builder().extensions(List.copyOf(TABLES)).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(List.copyOf(TABLES)).build();

    private final Path folder;

    /** @param folder may be missing now: then listing it fails */
    public WikiFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    private static List<TablesExtension> tables() {
        return List.of((TablesExtension) TablesExtension.create());
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public Listing pages(@Nullable String cursor) {
        if (!Files.isDirectory(folder)) {
            throw new OutsideException(
                    FailureType.WIKI_UNAVAILABLE, "There is no folder " + folder + ": set ASKDESK_WIKI_FOLDER.");
        }
        List<Stub> stubs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(this::isPage).sorted().toList()) {
                byte[] bytes = Files.size(file) > LARGEST ? null : Files.readAllBytes(file);
                String version = bytes == null
                        ? "large-" + Files.size(file) + "-"
                                + Files.getLastModifiedTime(file).toMillis()
                        : DigestUtils.sha256Hex(bytes).substring(0, 16);
                if (bytes == null || !isRestricted(frontMatter(new String(bytes, StandardCharsets.UTF_8)))) {
                    stubs.add(new Stub(id(file), version));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new OutsideException(
                    FailureType.WIKI_UNAVAILABLE, "The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return new Listing(stubs, null);
    }

    @Override
    public Optional<WikiPage> read(String pageId) {
        Path file = file(pageId);
        if (file == null || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LARGEST) {
                throw new OutsideException(
                        FailureType.WIKI_REQUEST,
                        "The page " + pageId + " has " + Files.size(file) / 1024 / 1024
                                + " MB, and a page may have 4: split it, or take it out of the folder.");
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.UTF_8);
            JsonNode front = frontMatter(text);
            return isRestricted(front)
                    ? Optional.empty()
                    : Optional.of(
                            page(pageId, file, DigestUtils.sha256Hex(bytes).substring(0, 16), text, front));
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.WIKI_UNAVAILABLE, "The page " + pageId + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static WikiPage page(String id, Path file, String version, String text, JsonNode front) {
        Document document = isHtml(file) ? Jsoup.parse(text) : markdown(text);
        PageText.Read read = PageText.of(document.body());
        String fileName = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]+$", "");
        String title = Stream.of(front.path("title").asText(), document.title(), read.title())
                .filter(candidate -> !candidate.isBlank())
                .findFirst()
                .orElse(PageText.inWords(fileName));
        List<String> labels = new ArrayList<>();
        for (String key : new String[] {"labels", "tags"}) {
            front.path(key).forEach(label -> labels.add(label.asText()));
        }
        return new WikiPage(id, version, title.strip(), id, labels, read.sections());
    }

    private static Document markdown(String text) {
        String body = FRONT_MATTER.matcher(text).replaceFirst("");
        return Jsoup.parse(HTML.render(MARKDOWN.parse(
                TEMPLATE_TAGS.matcher(body.replace('\u0000', ' ')).replaceAll(""))));
    }

    private static JsonNode frontMatter(String text) {
        Matcher matcher = FRONT_MATTER.matcher(text);
        if (!matcher.find()) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode read = YAML.readTree(matcher.group(1));
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException noYaml) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isRestricted(JsonNode front) {
        return front.path("restricted").asBoolean(false)
                || front.path("visibility").asText().equals("restricted")
                || !front.path("published").asBoolean(true);
    }

    /** Whether it is a file of the folder itself: a link that leads out of it is not followed. */
    private boolean isPage(Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        return (isHtml(file) || name.endsWith(".md") || name.endsWith(".markdown"))
                && Files.isRegularFile(file)
                && isInside(file);
    }

    private boolean isInside(Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isHtml(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html") || name.endsWith(".htm");
    }

    private String id(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** The file of an id; {@code null} where it is none of this folder. */
    private @Nullable Path file(String pageId) {
        try {
            Path file = folder.resolve(pageId).normalize();
            return file.startsWith(folder) && Files.exists(file) && isPage(file) ? file : null;
        } catch (InvalidPathException none) {
            return null;
        }
    }
}
