package dev.askdesk.adapters.wiki;

import java.util.List;
import java.util.stream.Collectors;

/** An item of a list as text: behind a dash, and all its further lines indented below it. */
final class ListItem {
    private static final String INDENT = "  ";

    private ListItem() {}

    /**
     * The item with an end of line; empty where it has no text.
     *
     * @param mark such as the box of a task
     */
    static String text(String mark, List<String> blocks) {
        String text = String.join("\n", blocks);
        return text.isBlank() ? "" : "- " + mark + indented(text).stripLeading();
    }

    /** Each line one level deeper, with an end of line. */
    static String indented(String text) {
        return text.isBlank()
                ? ""
                : text.lines().map(line -> INDENT + line).collect(Collectors.joining("\n", "", "\n"));
    }
}
