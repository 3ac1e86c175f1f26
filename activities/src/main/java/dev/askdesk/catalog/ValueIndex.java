package dev.askdesk.catalog;

import dev.askdesk.catalog.Words.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The values of all columns, found by their whole name, by a word of it, and by a word misspelt. */
final class ValueIndex {
    /**
     * A value, under one of the names that it goes by.
     *
     * @param column number of the column that has the name, in the catalog's order
     * @param name what people say
     * @param exact whether the name is the value itself; else it is an alias or a synonym of it
     * @param targetTable the table to filter
     * @param targetColumn the column to filter by
     * @param value what to filter for
     * @param label see {@link ColumnValues.Value#label}
     * @param assumption why the name means the value, where that is not plain
     */
    record Entry(
            int column,
            String name,
            boolean exact,
            boolean enumeration,
            String targetTable,
            String targetColumn,
            String value,
            boolean preferred,
            @Nullable String label,
            @Nullable String assumption) {}

    /** A word of more names than this tells them apart too little to be worth a look at each. */
    private static final int MAX_LOOKED_AT = 5_000;

    private static final int MIN_MISSPELT = 5;
    private static final int TWO_TYPOS = 8;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Ids> byName = new HashMap<>();
    private final Map<String, Ids> byShortName = new HashMap<>();
    private final Map<String, Ids> byWord = new HashMap<>();
    private final Map<Integer, Set<String>> spellings = new HashMap<>();
    private int longest = 1;

    /** Adds a value, unless it is one that no word of a question can name: a bare number, or a single letter. */
    void add(Entry entry) {
        List<Word> words = Words.of(entry.name());
        String key = Words.key(words);
        if (key.length() < 2 || key.chars().allMatch(Character::isDigit)) {
            return;
        }
        int id = entries.size();
        entries.add(entry);
        longest = Math.max(longest, words.size());
        put(byName, key, id);
        List<Word> shortName = entry.enumeration() ? Words.singular(words) : Words.withoutLegalForm(words);
        String shortKey = Words.key(shortName);
        if (!shortKey.equals(key)) {
            put(byShortName, shortKey, id);
        }
        if (entry.enumeration()) {
            shortName.forEach(word -> learn(word.text()));
            return;
        }
        for (Word word : shortName) {
            learn(word.text());
            put(byWord, word.text(), id);
        }
    }

    private void learn(String word) {
        if (word.length() < MIN_MISSPELT - 1 || byWord.containsKey(word)) {
            return;
        }
        spellings
                .computeIfAbsent(bucket(word.charAt(0), word.length()), key -> new LinkedHashSet<>())
                .add(word);
    }

    private static void put(Map<String, Ids> index, String key, int id) {
        Ids ids = index.get(key);
        if (ids == null) {
            index.put(key, new Ids(id));
        } else {
            ids.add(id);
        }
    }

    /** Numbers of entries, ascending. */
    private static final class Ids {
        private int[] numbers;
        private int size = 1;

        Ids(int first) {
            numbers = new int[] {first};
        }

        void add(int id) {
            if (numbers[size - 1] == id) {
                return;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = id;
        }

        IntStream stream() {
            return Arrays.stream(numbers, 0, size);
        }
    }

    /** Words that the longest name has. */
    int longest() {
        return longest;
    }

    /** Values of exactly this name, legal forms and plurals of enumerations aside. */
    List<Entry> named(List<Word> words) {
        List<Integer> ids = new ArrayList<>();
        String key = Words.key(words);
        collect(byName, key, ids);
        collect(byShortName, key, ids);
        String withoutForm = Words.key(Words.withoutLegalForm(words));
        if (!withoutForm.equals(key)) {
            collect(byName, withoutForm, ids);
            collect(byShortName, withoutForm, ids);
        }
        String singular = Words.key(Words.singular(words));
        if (!singular.equals(key)) {
            collectEnumerations(singular, ids);
        }
        return ids.stream().distinct().map(entries::get).toList();
    }

    /** A plural names an entry of a short list ("refunds"), but not a proper name. */
    private void collectEnumerations(String singular, List<Integer> ids) {
        List<Integer> all = new ArrayList<>();
        collect(byName, singular, all);
        collect(byShortName, singular, all);
        all.stream().filter(id -> entries.get(id).enumeration()).forEach(ids::add);
    }

    private static void collect(Map<String, Ids> index, String key, List<Integer> into) {
        Ids ids = index.get(key);
        if (ids != null) {
            ids.stream().forEach(into::add);
        }
    }

    /** Values whose name has these words in this order, among others; {@code null} where there are more than the limit. */
    @Nullable
    List<Entry> having(List<Word> words, int limit) {
        Ids rarest = null;
        for (Word word : words) {
            Ids ids = byWord.get(word.text());
            if (ids == null) {
                return List.of();
            }
            rarest = rarest == null || ids.size < rarest.size ? ids : rarest;
        }
        if (rarest == null || rarest.size > MAX_LOOKED_AT) {
            return null;
        }
        List<Entry> found = rarest.stream()
                .mapToObj(entries::get)
                .filter(entry -> words.size() == 1 || contains(Words.of(entry.name()), words))
                .limit(limit + 1L)
                .toList();
        return found.size() > limit ? null : found;
    }

    private static boolean contains(List<Word> name, List<Word> words) {
        for (int at = 0; at + words.size() <= name.size(); at++) {
            int same = 0;
            while (same < words.size()
                    && name.get(at + same).text().equals(words.get(same).text())) {
                same++;
            }
            if (same == words.size()) {
                return true;
            }
        }
        return false;
    }

    /** Whether some name has this word, or is this word. */
    boolean knows(String word) {
        return byWord.containsKey(word)
                || byName.containsKey(word)
                || byShortName.containsKey(word)
                || spellings
                        .getOrDefault(bucket(word.charAt(0), word.length()), Set.of())
                        .contains(word);
    }

    /**
     * The one word of a name that this one misspells: its first letter right, one typo in five to seven letters and
     * two in more. {@code null} where there is none, or where several come as near.
     */
    @Nullable
    String misspelt(String word) {
        if (word.length() < MIN_MISSPELT || !word.chars().allMatch(Character::isLetter)) {
            return null;
        }
        int best = (word.length() < TWO_TYPOS ? 1 : 2) + 1;
        String meant = null;
        for (int length = word.length() - best + 1; length < word.length() + best; length++) {
            for (String known : spellings.getOrDefault(bucket(word.charAt(0), length), Set.of())) {
                int distance = Typos.between(word, known, best);
                if (distance < best) {
                    best = distance;
                    meant = known;
                } else if (distance == best && meant != null) {
                    meant = meant.equals(known) ? meant : "";
                }
            }
        }
        return meant == null || meant.isEmpty() ? null : meant;
    }

    private static int bucket(char first, int length) {
        return first * 256 + Math.min(length, 255);
    }
}
