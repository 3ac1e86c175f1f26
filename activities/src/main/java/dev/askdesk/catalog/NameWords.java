package dev.askdesk.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of tables and columns as the words that people say. */
final class NameWords {
    private static final Map<String, String> ABBREVIATIONS = Map.ofEntries(
            Map.entry("acct", "account"),
            Map.entry("addr", "address"),
            Map.entry("amt", "amount"),
            Map.entry("avg", "average"),
            Map.entry("bal", "balance"),
            Map.entry("cnt", "count"),
            Map.entry("crtd", "created"),
            Map.entry("cust", "customer"),
            Map.entry("dept", "department"),
            Map.entry("desc", "description"),
            Map.entry("dob", "date of birth"),
            Map.entry("dt", "date"),
            Map.entry("emp", "employee"),
            Map.entry("mgr", "manager"),
            Map.entry("msg", "message"),
            Map.entry("num", "number"),
            Map.entry("org", "organization"),
            Map.entry("pct", "percent"),
            Map.entry("prev", "previous"),
            Map.entry("prod", "product"),
            Map.entry("qty", "quantity"),
            Map.entry("ts", "time"),
            Map.entry("tx", "transaction"),
            Map.entry("txn", "transaction"),
            Map.entry("upd", "updated"),
            Map.entry("usr", "user"),
            Map.entry("yr", "year"));
    private static final Set<String> PREFIXES =
            Set.of("dim", "fact", "fct", "tbl", "stg", "raw", "vw", "v", "t", "ref", "lkp");
    private static final Set<String> SUFFIXES = Set.of(
            "daily",
            "weekly",
            "monthly",
            "quarterly",
            "yearly",
            "table",
            "tbl",
            "dim",
            "fact",
            "data",
            "master",
            "vw",
            "view");

    private static final Set<String> UNCOUNTED = Set.of(
            "data",
            "equipment",
            "feedback",
            "history",
            "information",
            "inventory",
            "media",
            "metadata",
            "news",
            "series",
            "staff",
            "stock",
            "traffic",
            "usage");

    private NameWords() {}

    /** The words of a name, lower case: {@code wallet_transactionsDaily} is wallet, transactions, daily. */
    static List<String> split(String name) {
        String spaced =
                name.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", " ").replaceAll("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", " ");
        List<String> words = new ArrayList<>();
        for (String word : spaced.split("[^\\p{L}\\p{N}]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        // A name of signs alone is its own word.
        return words.isEmpty() ? List.of(name) : words;
    }

    /** The same with usual abbreviations written out. */
    static List<String> spoken(String name) {
        return split(name).stream()
                .map(word -> ABBREVIATIONS.getOrDefault(word, word))
                .toList();
    }

    /**
     * What the rows of a table are, as words in the singular: {@code dim_customers} is a customer,
     * {@code payments_made} a payment made. Neither the schema nor what only says how the rows are stored is part of it.
     */
    static List<String> thing(String tableName) {
        List<String> words = new ArrayList<>(spoken(tableName.substring(tableName.lastIndexOf('.') + 1)));
        while (words.size() > 1 && PREFIXES.contains(words.get(0))) {
            words.remove(0);
        }
        while (words.size() > 1 && SUFFIXES.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
        int head = head(words);
        if (head >= 0) {
            words.set(head, Words.singular(words.get(head)));
        }
        return words;
    }

    /** The thing in the plural, as people say it. */
    static String plural(List<String> thing, String tableName) {
        List<String> stored = spoken(tableName.substring(tableName.lastIndexOf('.') + 1));
        List<String> words = new ArrayList<>(thing);
        for (int i = 0; i < words.size(); i++) {
            boolean wasPlural = !stored.contains(words.get(i));
            if (wasPlural
                    || (i == words.size() - 1
                            && Words.singular(words.get(i)).equals(words.get(i))
                            && stored.containsAll(thing))) {
                words.set(i, plural(words.get(i)));
            }
        }
        return String.join(" ", words);
    }

    /** The noun among the words: the last one, or the one in the plural before it. */
    private static int head(List<String> words) {
        for (int i = words.size() - 1; i >= 0; i--) {
            if (!Words.singular(words.get(i)).equals(words.get(i))) {
                return i;
            }
        }
        return words.size() - 1;
    }

    /** The plural as people say it, roughly. */
    static String plural(String word) {
        if (word.equals("person")) {
            return "people";
        }
        if (UNCOUNTED.contains(word)) {
            return word;
        }
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|ch|sh)") ? word + "es" : word + "s";
    }
}
