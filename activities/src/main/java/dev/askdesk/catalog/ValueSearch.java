package dev.askdesk.catalog;

import dev.askdesk.catalog.ValueDictionary.Candidate;
import dev.askdesk.catalog.ValueDictionary.Kind;
import dev.askdesk.catalog.ValueDictionary.Match;
import dev.askdesk.catalog.ValueIndex.Entry;
import dev.askdesk.catalog.Words.Word;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One search of a text for the names of values; the rules are those of {@link ValueDictionary}. */
final class ValueSearch {
    private static final int MAX_WORDS = 2_000;
    private static final int MAX_PART = 4;
    private static final int SHORT_REPLY = 2;

    private final ValueIndex index;
    private final CatalogWords catalogWords;
    private final String text;
    private final Function<List<Entry>, List<Candidate>> candidates;
    private final List<Word> words;
    private final boolean shouted;
    private final BitSet corrected = new BitSet();
    private final BitSet taken = new BitSet();
    private final List<Match> matches = new ArrayList<>();

    ValueSearch(
            ValueIndex index,
            CatalogWords catalogWords,
            String text,
            Function<List<Entry>, List<Candidate>> candidates) {
        this.index = index;
        this.catalogWords = catalogWords;
        this.text = text;
        this.candidates = candidates;
        this.words = new ArrayList<>(Words.of(text, MAX_WORDS));
        this.shouted = text.chars().noneMatch(Character::isLowerCase) && words.size() > SHORT_REPLY;
    }

    List<Match> find() {
        correct();
        // A name may be written apart ("pre seed" for "preseed"), hence one word more than the longest has.
        for (int length = Math.min(index.longest() + 1, words.size()); length > 0; length--) {
            for (int start = 0; start + length <= words.size(); start++) {
                if (isFree(start, length)) {
                    take(start, length, whole(start, length), Kind.EXACT);
                }
            }
        }
        for (int length = Math.min(MAX_PART, words.size()); length > 0; length--) {
            for (int start = 0; start + length <= words.size(); start++) {
                if (isFree(start, length) && canBePart(start, length)) {
                    List<Entry> having =
                            index.having(words.subList(start, start + length), ValueDictionary.MAX_CANDIDATES);
                    take(start, length, having == null ? List.of() : having, Kind.TOKEN);
                }
            }
        }
        matches.sort(Comparator.comparingInt(Match::start));
        return List.copyOf(matches);
    }

    /** Puts the word that is meant in the place of one that is misspelt; no such word is in any name as it stands. */
    private void correct() {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean strange = !index.knows(word.text())
                    && !index.knows(Words.singular(word.text()))
                    && !Words.isOrdinary(word.text())
                    && !catalogWords.contains(word.text());
            String meant = strange ? index.misspelt(word.text()) : null;
            if (meant != null) {
                words.set(i, new Word(meant, word.start(), word.end()));
                corrected.set(i);
            }
        }
    }

    private boolean isFree(int start, int length) {
        int next = taken.nextSetBit(start);
        return next < 0 || next >= start + length;
    }

    private void take(int start, int length, List<Entry> entries, Kind kind) {
        if (entries.isEmpty()) {
            return;
        }
        taken.set(start, start + length);
        int from = words.get(start).start();
        int to = words.get(start + length - 1).end();
        int typo = corrected.nextSetBit(start);
        Kind seen = typo >= 0 && typo < start + length ? Kind.FUZZY : kind;
        matches.add(new Match(text.substring(from, to), from, to, seen, candidates.apply(entries)));
    }

    /** Values that go by exactly these words; of a column's values those whose own name it is before the others. */
    private List<Entry> whole(int start, int length) {
        List<Word> mention = words.subList(start, start + length);
        List<Entry> allowed = new ArrayList<>();
        for (Entry entry : index.named(mention)) {
            if (isWritten(entry, start, length) || (canBeName(mention, entry) && isOneName(mention, entry))) {
                allowed.add(entry);
            }
        }
        Map<Integer, Integer> best = new HashMap<>();
        allowed.forEach(entry -> best.merge(entry.column(), nearness(entry, mention), Math::max));
        return allowed.stream()
                .filter(entry -> nearness(entry, mention) >= best.getOrDefault(entry.column(), 0))
                .toList();
    }

    /** "Zenith GmbH" is nearer to itself than to "Zenith Ltd"; to "Zenith" both come equally near. */
    private static int nearness(Entry entry, List<Word> mention) {
        boolean namesForm = Words.withoutLegalForm(mention).size() < mention.size();
        boolean sameName = !namesForm || Words.key(Words.of(entry.name())).equals(Words.key(mention));
        return (sameName ? 2 : 0) + (entry.exact() ? 1 : 0);
    }

    private boolean canBeName(List<Word> mention, Entry entry) {
        if (mention.size() > 1) {
            return mention.stream().anyMatch(word -> !Words.isFunctionWord(word.text()));
        }
        String word = mention.get(0).text();
        boolean tooShort = word.length() <= 2 && entry.exact();
        return !tooShort && !Words.isFunctionWord(word) && !catalogWords.isTable(word);
    }

    /** Words run together across a function word ("is land") are no name. */
    private static boolean isOneName(List<Word> mention, Entry entry) {
        if (mention.stream().noneMatch(word -> Words.isFunctionWord(word.text()))) {
            return true;
        }
        List<Word> name = Words.withoutLegalForm(Words.of(entry.name()));
        return name.size() == Words.withoutLegalForm(mention).size();
    }

    /** Written just as the value is, with a capital that the start of a sentence does not explain. */
    private boolean isWritten(Entry entry, int start, int length) {
        String mention = text.substring(
                words.get(start).start(), words.get(start + length - 1).end());
        boolean capitals = mention.chars().filter(Character::isUpperCase).count() > 1 || isCapitalised(start);
        return !shouted && capitals && (mention.equals(entry.name()) || isAbbreviation(mention, entry));
    }

    /** Catalogs write synonyms in lower case; in capitals "US" is no longer "us", nor is "U.S.". */
    private static boolean isAbbreviation(String mention, Entry entry) {
        return (!entry.exact() || entry.name().chars().noneMatch(Character::isLowerCase))
                && mention.chars().noneMatch(Character::isLowerCase)
                && Words.key(Words.of(mention)).equals(Words.key(Words.of(entry.name())));
    }

    private boolean canBePart(int start, int length) {
        boolean distinctive = false;
        for (int i = start; i < start + length; i++) {
            Word word = words.get(i);
            String name = word.text();
            boolean number = name.chars().allMatch(Character::isDigit);
            if (length == 1 && (name.length() < 3 || number || Words.isFunctionWord(name) || Words.legal(word))) {
                return false;
            }
            boolean ordinary = Words.isOrdinary(name) || catalogWords.contains(name) || number || name.length() < 3;
            distinctive |= !ordinary || (isCapitalised(i) && !Words.isFunctionWord(name));
        }
        return distinctive;
    }

    /** Has a capital where an ordinary word would have none; in a short reply every word may be a name. */
    private boolean isCapitalised(int i) {
        if (words.size() <= SHORT_REPLY) {
            return true;
        }
        Word word = words.get(i);
        int before = word.start() - 1;
        while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
            before--;
        }
        boolean starts = before < 0 || ".?!:".indexOf(text.charAt(before)) >= 0;
        return !shouted && !starts && Character.isUpperCase(text.charAt(word.start()));
    }
}
