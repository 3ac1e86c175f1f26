package dev.askdesk.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Text as words that can be compared: no case, no diacritics, no punctuation, no possessive. */
final class Words {
    private static final Set<String> FUNCTION = read("function-words.txt");
    private static final Set<String> ORDINARY = read("ordinary-words.txt");
    private static final Set<String> LEGAL = Set.of(
            "ab",
            "ag",
            "as",
            "asa",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "gmbh",
            "holding",
            "holdings",
            "inc",
            "incorporated",
            "kg",
            "kk",
            "limited",
            "llc",
            "llp",
            "lp",
            "ltd",
            "nv",
            "oy",
            "oyj",
            "plc",
            "pte",
            "pty",
            "sa",
            "sarl",
            "sas",
            "se",
            "spa",
            "srl");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Words() {}

    /**
     * A word of a text.
     *
     * @param text the word in comparable form
     * @param start index of its first character
     * @param end index after its last one, a possessive 's left out
     */
    record Word(String text, int start, int end) {
        String in(String whole) {
            return whole.substring(start, end);
        }
    }

    /** At most {@code limit} words of a text. */
    static List<Word> of(String text, int limit) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length() && words.size() < limit) {
            if (text.charAt(i) == '&') {
                words.add(new Word("and", i, i + 1));
                i++;
            } else if (inWord(text, i)) {
                int end = i + 1;
                while (end < text.length() && (inWord(text, end) || apostropheWithin(text, end))) {
                    end++;
                }
                add(words, text, i, end);
                i = end;
            } else {
                i++;
            }
        }
        return words;
    }

    static List<Word> of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    private static void add(List<Word> words, String text, int start, int end) {
        int wordEnd = end - start > 2 && apostrophe(text.charAt(end - 2)) && "sS".indexOf(text.charAt(end - 1)) >= 0
                ? end - 2
                : end;
        String word = comparable(text, start, wordEnd);
        if (word.isEmpty()) {
            return;
        }
        Word last = words.isEmpty() ? null : words.get(words.size() - 1);
        if (last != null && word.length() == 1 && isInitials(text, last) && dotBetween(text, last.end(), start)) {
            // "J.P." is "jp" and "U.S." is "us", as people write them without dots.
            words.set(words.size() - 1, new Word(last.text() + word, last.start(), wordEnd));
        } else {
            words.add(new Word(word, start, wordEnd));
        }
    }

    private static boolean isInitials(String text, Word word) {
        return word.end() - word.start() == 2 * word.text().length() - 1
                && Character.isLetter(text.charAt(word.start()));
    }

    private static boolean dotBetween(String text, int end, int start) {
        return end + 1 == start && text.charAt(end) == '.';
    }

    private static boolean inWord(String text, int i) {
        char c = text.charAt(i);
        return Character.isLetterOrDigit(c)
                || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean apostropheWithin(String text, int i) {
        return apostrophe(text.charAt(i)) && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
    }

    private static boolean apostrophe(char c) {
        return c == '\'' || c == '\u2019' || c == '\u02bc';
    }

    private static String comparable(String text, int start, int end) {
        StringBuilder plain = new StringBuilder(end - start);
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!apostrophe(c)) {
                ascii &= c < 128;
                plain.append(c);
            }
        }
        String word = plain.toString().toLowerCase(Locale.ROOT);
        return ascii ? word : withoutDiacritics(word);
    }

    private static String withoutDiacritics(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                .replaceAll("")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l")
                .replace("đ", "d")
                .replace("æ", "ae")
                .replace("œ", "oe");
    }

    /** Words run together, so that "pre-seed", "Pre Seed" and "preseed" are one. */
    static String key(List<Word> words) {
        if (words.size() == 1) {
            return words.get(0).text();
        }
        StringBuilder key = new StringBuilder();
        words.forEach(word -> key.append(word.text()));
        return key.toString();
    }

    /** A name without what says how the firm is incorporated; itself where nothing else would be left. */
    static List<Word> withoutLegalForm(List<Word> words) {
        int end = words.size();
        while (end > 1
                && (legal(words.get(end - 1)) || words.get(end - 1).text().equals("and"))) {
            end--;
        }
        return words.subList(0, end);
    }

    static boolean legal(Word word) {
        return LEGAL.contains(word.text());
    }

    static List<Word> singular(List<Word> words) {
        return words.stream()
                .map(word -> new Word(singular(word.text()), word.start(), word.end()))
                .toList();
    }

    /** The word without its plural ending, roughly: comparable with others that went through the same. */
    static String singular(String word) {
        if (word.equals("people")) {
            return "person";
        }
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.length() > 4
                && (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes"))) {
            return word.substring(0, word.length() - 2);
        }
        boolean plural = word.length() > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is");
        return plural ? word.substring(0, word.length() - 1) : word;
    }

    /** Whether the word holds sentences together and so names nothing by itself. */
    static boolean isFunctionWord(String word) {
        return FUNCTION.contains(word);
    }

    /** Whether the word is an ordinary one, in this form or another. */
    static boolean isOrdinary(String word) {
        return FUNCTION.contains(word)
                || ORDINARY.contains(word)
                || bases(word).stream().anyMatch(ORDINARY::contains);
    }

    private static List<String> bases(String word) {
        List<String> bases = new ArrayList<>(List.of(singular(word)));
        for (String ending : List.of("ed", "ing", "er", "ers", "ly", "d")) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 3) {
                String base = word.substring(0, word.length() - ending.length());
                bases.add(base);
                bases.add(base + "e");
                if (base.charAt(base.length() - 1) == base.charAt(base.length() - 2)) {
                    bases.add(base.substring(0, base.length() - 1));
                }
                if (base.endsWith("i")) {
                    bases.add(base.substring(0, base.length() - 1) + "y");
                }
            }
        }
        return bases;
    }

    private static Set<String> read(String resource) {
        Set<String> words = new HashSet<>();
        InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(resource), resource);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    words.addAll(List.of(line.trim().split("\\s+")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}
