package dev.askdesk.adapters.wiki;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Pages of Confluence as it stores them: XHTML with elements of its own, {@code ac:} for macros, links and layouts,
 * {@code ri:} for what they point at (Atlassian, <i>Confluence Storage Format</i>). Of a macro its text stays; what only
 * the wiki itself can fill in, such as a table of contents or another page's excerpt, is left out.
 */
final class StorageFormat {
    private static final Set<String> CODE = Set.of("code", "noformat");

    /** Hold no text of the page: values of macros, ids of tasks, hints for those who fill in a template. */
    private static final Set<String> WITHOUT_TEXT = Set.of(
            "ac:parameter",
            "ac:default-parameter",
            "ac:plain-text-body",
            "ac:emoticon",
            "ac:placeholder",
            "ac:adf-attribute",
            "ac:adf-mark",
            "ac:task-id",
            "ac:task-uuid",
            "ac:task-status");

    private static final Set<String> BLOCKS = Set.of(
            "ac:layout", "ac:layout-section", "ac:layout-cell", "ac:rich-text-body", "ac:task-body", "ac:adf-content");

    private StorageFormat() {}

    /** @param title of the page, see {@link Outline#Outline} */
    static List<WikiPage.Section> sections(String storage, String title) {
        return PageText.sections(Jsoup.parse(storage, "", Parser.xmlParser()), title, StorageFormat::read);
    }

    private static boolean read(Element element, PageText into) {
        String name = element.normalName();
        switch (name) {
            case "ac:structured-macro", "ac:macro" -> macro(element, into);
            case "ac:link" -> into.apart(link(element, into));
            case "ac:image" -> image(element, into);
            case "ac:task-list" -> tasks(element, into);
            case "ac:adf-extension" -> extension(element, into);
            case "time" -> into.words(element.hasText() ? element.text() : element.attr("datetime"));
            default -> {
                if (BLOCKS.contains(name)) {
                    block(element, into);
                } else {
                    return WITHOUT_TEXT.contains(name);
                }
            }
        }
        return true;
    }

    private static void block(Element element, PageText into) {
        into.endBlock();
        into.children(element);
        into.endBlock();
    }

    /** Panels, expands, excerpts, columns and every unknown macro alike: their title and the text in them. */
    private static void macro(Element macro, PageText into) {
        String name = macro.attr("ac:name");
        String plain =
                child(macro, "ac:plain-text-body").map(Element::wholeText).orElse("");
        if (name.equals("status")) {
            into.apart(parameter(macro, "title"));
        } else if (name.equals("jira")) {
            into.apart(parameter(macro, "key"));
        } else if (CODE.contains(name)) {
            title(macro, into);
            into.verbatim(plain);
        } else if (name.equals("markdown")) {
            block(MarkdownText.html(plain), into);
        } else {
            child(macro, "ac:rich-text-body").ifPresent(body -> {
                title(macro, into);
                block(body, into);
            });
        }
    }

    private static void title(Element macro, PageText into) {
        into.endBlock();
        into.words(parameter(macro, "title"));
        into.endBlock();
    }

    /** The link's own text, else the name of its target. */
    private static String link(Element link, PageText into) {
        String text = Stream.of("ac:link-body", "ac:plain-text-link-body")
                .flatMap(name -> child(link, name).stream())
                .map(into::inOneLine)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
        return text.isEmpty() ? target(link) : text;
    }

    private static String target(Element link) {
        for (Element resource : link.children()) {
            String name = resource.normalName();
            if (name.equals("ri:user")) {
                // Only on premises does it have a name; elsewhere an id, which tells nobody anything.
                String user = resource.attr("ri:username");
                return "@" + (user.isEmpty() ? "someone" : user);
            }
            String title = first(resource, "ri:content-title", "ri:filename", "ri:space-key", "ri:value");
            if (name.startsWith("ri:") && !title.isEmpty()) {
                return title;
            }
        }
        return link.attr("ac:anchor");
    }

    private static void image(Element image, PageText into) {
        String words = first(image, "ac:alt", "ac:title");
        into.apart(words.isEmpty() ? target(image) : words);
        child(image, "ac:caption").ifPresent(caption -> block(caption, into));
    }

    private static void tasks(Element list, PageText into) {
        StringBuilder items = new StringBuilder();
        for (Element task : list.children()) {
            boolean done = child(task, "ac:task-status")
                    .map(status -> status.text().equals("complete"))
                    .orElse(false);
            child(task, "ac:task-body")
                    .ifPresent(body -> items.append(ListItem.text(done ? "[x] " : "[ ] ", into.blocksOf(body))));
        }
        into.endBlock();
        into.block(items.toString());
    }

    /** What the newer editor adds: its own content, or where there is none, the one for those who don't know it. */
    private static void extension(Element extension, PageText into) {
        List<Element> own = extension.getElementsByTag("ac:adf-content");
        if (own.isEmpty()) {
            block(extension, into);
        } else {
            own.stream()
                    .filter(content -> content.parents().stream().noneMatch(own::contains))
                    .forEach(content -> block(content, into));
        }
    }

    private static String parameter(Element macro, String name) {
        return macro.children().stream()
                .filter(child ->
                        child.nameIs("ac:parameter") && child.attr("ac:name").equals(name))
                .map(Element::text)
                .findFirst()
                .orElse("");
    }

    private static Optional<Element> child(Element element, String name) {
        return element.children().stream().filter(child -> child.nameIs(name)).findFirst();
    }

    private static String first(Element element, String... attributes) {
        return Stream.of(attributes)
                .map(element::attr)
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse("");
    }
}
