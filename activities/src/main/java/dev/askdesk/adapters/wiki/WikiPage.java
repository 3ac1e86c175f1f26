package dev.askdesk.adapters.wiki;

import java.util.List;

/**
 * A page, read.
 *
 * @param id stable over changes of its title and place
 * @param version as of {@link Wiki.Stub}
 * @param url where a person reads it; for a folder, the file's path relative to it
 * @param labels as its authors gave them
 * @param sections its text in its order; the text before the first heading has no headings
 */
public record WikiPage(
        String id, String version, String title, String url, List<String> labels, List<Section> sections) {

    /**
     * The text below one heading, up to the next.
     *
     * @param headings path from the page's outermost heading to this one, without the page's title
     * @param text clean text: paragraphs by empty lines, {@code - } before an item of a list, cells of a row by {@code |}
     */
    public record Section(List<String> headings, String text) {
        public Section {
            headings = List.copyOf(headings);
        }
    }

    public WikiPage {
        labels = List.copyOf(labels);
        sections = List.copyOf(sections);
    }
}
