package dev.askdesk.catalog;

import java.util.Locale;

/** Words of English that say nothing about a subject by themselves: "the", "of", "show". */
public final class FunctionWords {
    private FunctionWords() {}

    public static boolean contains(String word) {
        return Words.isFunctionWord(word.toLowerCase(Locale.ROOT));
    }
}
