package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a file says of itself ahead of its text: YAML between two lines {@code ---}, or HTML's {@code meta} elements.
 *
 * @param title {@code null} where it gives none
 * @param labels its labels, tags and keywords
 * @param restricted whether not everybody may read it
 * @param draft whether it is not published yet
 * @param length characters of the front matter, with its end
 */
record PageHead(@Nullable String title, List<String> labels, boolean restricted, boolean draft, int length) {
    private static final PageHead NONE = new PageHead(null, List.of(), false, false, 0);
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern FRONT_MATTER = Pattern.compile(
            "\\A---[ \\t]*\\R(.*?)^(---|\\.\\.\\.)[ \\t]*(\\R|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
    private static final List<String> LABELS = List.of("labels", "tags", "keywords");
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");
    private static final Set<String> RESTRICTED = Set.of("restricted", "private");

    /** How a value is looked up by its key; missing or empty where there is none. */
    private interface Values {
        Stream<String> of(String key);

        default boolean has(String key, Set<String> any) {
            return of(key).anyMatch(value -> any.contains(value.strip().toLowerCase(Locale.ROOT)));
        }
    }

    static PageHead frontMatter(String text) {
        Matcher found = FRONT_MATTER.matcher(text);
        if (!found.lookingAt()) {
            return NONE;
        }
        return yaml(found.group(1)).map(values -> of(values, found.end())).orElse(NONE);
    }

    static PageHead html(Document document) {
        return of(key -> document.select("meta[name=" + key + "]").eachAttr("content").stream(), 0);
    }

    /** Both: the other one's where this one says nothing. */
    PageHead or(PageHead other) {
        Set<String> both = new LinkedHashSet<>(labels);
        both.addAll(other.labels);
        return new PageHead(
                title == null ? other.title : title,
                List.copyOf(both),
                restricted || other.restricted,
                draft || other.draft,
                length);
    }

    private static PageHead of(Values values, int length) {
        // Generators take HTML's entities in a title.
        String title = Parser.unescapeEntities(values.of("title").findFirst().orElse(""), false)
                .strip();
        Set<String> labels = new LinkedHashSet<>();
        LABELS.stream()
                .flatMap(values::of)
                .flatMap(list -> Stream.of(list.split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .forEach(labels::add);
        return new PageHead(
                title.isEmpty() ? null : title,
                List.copyOf(labels),
                values.has("restricted", YES) || values.has("visibility", RESTRICTED),
                values.has("draft", YES) || values.has("published", NO),
                length);
    }

    /** Empty where it is no YAML at all, but text between two rules. */
    private static Optional<Values> yaml(String yaml) {
        try {
            JsonNode tree = YAML.readTree(yaml);
            return tree.isTextual() ? Optional.empty() : Optional.of(key -> values(tree.path(key)));
        } catch (JsonProcessingException | YAMLException broken) {
            // A file whose author forgot a quote must not become readable by everybody for it.
            return Optional.of(key -> lines(yaml, key));
        }
    }

    private static Stream<String> values(JsonNode value) {
        Stream<JsonNode> values = value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
        return values.filter(each -> each.isValueNode() && !each.isNull()).map(JsonNode::asText);
    }

    private static Stream<String> lines(String yaml, String key) {
        return yaml.lines()
                .filter(line -> line.startsWith(key)
                        && line.substring(key.length()).stripLeading().startsWith(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("^[\"']|[\"']$", ""));
    }
}
