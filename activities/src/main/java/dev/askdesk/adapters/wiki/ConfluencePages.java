package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;

/** What the JSON of both Confluences has in common: the search for pages, a page's labels, version, text and link. */
final class ConfluencePages {
    /** What a page may have of storage format. One with a screen full of text has about 20 KB. */
    static final int LARGEST = 4 * 1024 * 1024;

    /** Pages of one part of a listing; each may need some calls for the pages above it. */
    static final int PART = 50;

    static final String RESTRICTIONS = "restrictions.read.restrictions.user,restrictions.read.restrictions.group";
    private static final String EXPAND = "version,metadata.labels,space,ancestors," + RESTRICTIONS;

    private static final Pattern ID = Pattern.compile("[0-9]{1,19}");
    private static final Pattern SPACE = Pattern.compile("~?[A-Za-z0-9._:-]+");

    /** Labels that everybody sees; the others are a user's own, and the system's. */
    private static final Set<String> SHARED = Set.of("global", "team");

    private ConfluencePages() {}

    static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Query of the resource {@code content/search} for all pages of the spaces, the oldest first: changes while it is
     * being listed don't move pages that are still to come.
     */
    static String search(List<String> spaces) {
        if (spaces.isEmpty()) {
            throw new IllegalArgumentException("Name the wiki's spaces that everybody in the firm may read.");
        }
        for (String space : spaces) {
            if (!SPACE.matcher(space).matches()) {
                throw new IllegalArgumentException("\"" + space + "\" is not the key of a space.");
            }
        }
        String keys = String.join("\",\"", spaces);
        return "content/search?cql=" + encoded("type=page and space in (\"" + keys + "\") order by created asc")
                + "&expand=" + EXPAND;
    }

    /** The pages of an answer to {@link #search} that everybody may read. */
    static List<Wiki.Stub> stubs(JsonNode found, ConfluenceRestrictions restrictions) {
        List<JsonNode> pages = new ArrayList<>();
        for (JsonNode page : found.path("results")) {
            if (isCurrent(page)) {
                pages.add(page);
                ConfluenceRestrictions.expanded(page)
                        .ifPresent(own -> restrictions.remember(page.path("id").asText(), own));
            }
        }
        return pages.stream()
                .filter(page -> !restrictions.isAnyRestricted(ways(page)))
                .map(page -> new Wiki.Stub(page.path("id").asText(), version(page, labels(page))))
                .toList();
    }

    /** A page that is neither a draft nor archived nor deleted, in a space that is not archived either. */
    static boolean isCurrent(JsonNode page) {
        return page.path("type").asText().equals("page")
                && page.path("status").asText().equals("current")
                && page.path("space").path("status").asText("current").equals("current")
                && isId(page.path("id").asText());
    }

    /** The page's id and those of all above it. */
    static List<String> ways(JsonNode page) {
        return Stream.concat(Stream.of(page.path("id").asText()), ids(page.path("ancestors")).stream())
                .toList();
    }

    static List<String> ids(JsonNode pages) {
        return stream(pages).map(page -> page.path("id").asText()).toList();
    }

    static List<String> labels(JsonNode page) {
        return names(page.at("/metadata/labels/results"));
    }

    /** In the order of the alphabet: the wiki's own one is not said to stay the same. */
    static List<String> names(JsonNode labels) {
        return stream(labels)
                .filter(label -> SHARED.contains(label.path("prefix").asText("global")))
                .map(label -> label.path("name").asText())
                .filter(name -> !name.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** The wiki's own number counts changes of title and text, not those of labels. */
    static String version(JsonNode page, List<String> labels) {
        String parts =
                page.at("/version/number").asText() + "\n" + page.path("title").asText() + "\n";
        return DigestUtils.sha256Hex(parts + String.join("\n", labels)).substring(0, 16);
    }

    /** @param context URL that the page's link is relative to, where the page does not say so itself */
    static WikiPage page(JsonNode page, List<String> labels, String context) {
        String id = page.path("id").asText();
        String title = page.path("title").asText();
        String storage = page.at("/body/storage/value").asText();
        if (storage.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new OutsideException(
                    FailureType.WIKI_REQUEST,
                    "The page \"" + title + "\" (" + id + ") is larger than " + LARGEST / 1024 / 1024
                            + " MB: split it, or keep it out of the assistant's spaces.");
        }
        return new WikiPage(
                id, version(page, labels), title, url(page, context), labels, StorageFormat.sections(storage, title));
    }

    /** The same failure, saying which page it is about: one too large for a reply is refused before it is read. */
    static OutsideException of(String pageId, OutsideException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.type() != FailureType.WIKI_REQUEST || message.contains(pageId)) {
            return failure;
        }
        return new OutsideException(failure.type(), "The page " + pageId + ": " + message, failure);
    }

    private static String url(JsonNode page, String context) {
        JsonNode links = page.path("_links");
        String base = links.path("base").asText();
        String path = links.path("webui").asText();
        if (path.isEmpty()) {
            return context + "/pages/viewpage.action?pageId=" + page.path("id").asText();
        }
        return (base.startsWith("http") ? base : context) + path;
    }

    /** Value of a parameter in the query of a link. */
    static Optional<String> parameter(String link, String name) {
        return Pattern.compile("[?&]" + name + "=([^&#]*)")
                .matcher(link)
                .results()
                .map(found -> URLDecoder.decode(found.group(1), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without what is appended to it, wherever its giver ended it. */
    static URI base(URI given, String context) {
        String base = given.toString().replaceFirst("/+$", "");
        boolean ends = !context.isEmpty() && base.endsWith(context);
        return URI.create(ends ? base.substring(0, base.length() - context.length()) : base);
    }

    static OutsideException noCursor(String given) {
        return new OutsideException(
                FailureType.WIKI_REQUEST, "\"" + given + "\" is no place in a listing of Confluence.");
    }

    /** A listing that would start over does not end. */
    static OutsideException goesInCircles(String title) {
        return new OutsideException(
                FailureType.WIKI_UNAVAILABLE, title + " answers a listing's next part with the same part again.");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
