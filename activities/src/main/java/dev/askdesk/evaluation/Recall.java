package dev.askdesk.evaluation;

import dev.askdesk.sql.SqlReads;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The part of what is expected that is there, between 0 and 1; {@code null} where nothing is expected. */
public final class Recall {
    private Recall() {}

    public static <T> @Nullable Double of(Collection<T> expected, Predicate<T> isThere) {
        if (expected.isEmpty()) {
            return null;
        }
        return expected.stream().filter(isThere).count() / (double) expected.size();
    }

    /** Of tables or columns: names count without schema, alias, quotes and case. */
    public static @Nullable Double names(Collection<String> expected, Collection<String> found) {
        Set<String> plain = new LinkedHashSet<>();
        expected.forEach(name -> plain.add(SqlReads.plain(name)));
        return of(plain, found::contains);
    }

    /** Of strings that a text states, in any case and with any white space. */
    public static @Nullable Double strings(Collection<String> expected, String text) {
        String said = flat(text);
        return of(expected, string -> said.contains(flat(string)));
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
