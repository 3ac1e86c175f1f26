package dev.askdesk.catalog;

import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.Words.Word;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words that a catalog calls its own tables, columns and measures by. */
final class CatalogWords {
    private final Set<String> all = new HashSet<>();
    private final Set<String> tableTerms = new HashSet<>();

    CatalogWords(Catalog catalog) {
        for (Table table : catalog.tables()) {
            addTerm(table.name());
            table.synonyms().forEach(this::addTerm);
            for (Column column : table.columns()) {
                addAll(column.name());
                column.synonyms().forEach(this::addAll);
            }
        }
        for (Measure measure : catalog.measures()) {
            addAll(measure.name());
            measure.synonyms().forEach(this::addAll);
        }
    }

    private void addTerm(String term) {
        addAll(term);
        List<Word> words = Words.of(term);
        if (words.size() == 1) {
            tableTerms.add(Words.singular(words.get(0).text()));
        }
    }

    private void addAll(String term) {
        Words.of(term).forEach(word -> all.add(Words.singular(word.text())));
    }

    /** Whether the word is part of a name or synonym of the catalog, singular or plural. */
    boolean contains(String word) {
        return all.contains(Words.singular(word));
    }

    /** Whether the word alone is what the catalog calls a table. */
    boolean isTable(String word) {
        return tableTerms.contains(Words.singular(word));
    }
}
