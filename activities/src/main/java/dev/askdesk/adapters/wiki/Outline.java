package dev.askdesk.adapters.wiki;

import java.util.ArrayList;
import java.util.List;

/** Sections of a page as its headings and blocks come by. */
final class Outline {
    private record Heading(int level, String text) {}

    private final String title;
    private final List<Heading> path = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private final List<WikiPage.Section> sections = new ArrayList<>();

    /** @param title of the page: an outermost heading that repeats it says nothing, and is not part of a path */
    Outline(String title) {
        this.title = title;
    }

    /** @param level 1 for the outermost */
    void heading(int level, String text) {
        endSection();
        path.removeIf(above -> above.level() >= level);
        boolean repeatsTitle = level == 1 && text.equalsIgnoreCase(title);
        if (!text.isEmpty() && !repeatsTitle) {
            path.add(new Heading(level, text));
        }
    }

    void block(String text) {
        blocks.add(text);
    }

    /** The sections that have text; a heading with none of its own is in the paths of those below it. */
    List<WikiPage.Section> sections() {
        endSection();
        return List.copyOf(sections);
    }

    private void endSection() {
        if (!blocks.isEmpty()) {
            List<String> headings = path.stream().map(Heading::text).toList();
            sections.add(new WikiPage.Section(headings, String.join("\n\n", blocks)));
            blocks.clear();
        }
    }
}
