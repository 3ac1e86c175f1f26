package dev.askdesk.catalog;

import java.util.List;
import java.util.Set;

/** Says in a sentence why one name stands for another. */
final class Aliases {
    private static final Set<String> OF_THE_PAST =
            Set.of("former", "formerly", "previous", "prior", "old", "past", "was");

    private Aliases() {}

    /** @param column name of the column that holds the alias: it tells what kind of alias it is */
    static String assumption(String column, String alias, String name) {
        if (ValueDictionary.normalise(alias).equals(ValueDictionary.normalise(name))) {
            return "\"" + alias + "\" is another spelling of \"" + name + "\".";
        }
        List<String> words = Words.of(column).stream().map(Words.Word::text).toList();
        boolean past = words.stream().anyMatch(OF_THE_PAST::contains);
        return "\"" + alias + (past ? "\" is now called \"" : "\" is another name of \"") + name + "\".";
    }
}
