package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Words;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding.Period;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is held against: the question, and what was found in it before a model saw it.
 *
 * @param question the person's words, replies to what was asked back included
 * @param said those and the rest of the conversation
 * @param values words of the question that name values
 * @param period the one time of the calendar that the question speaks of; {@code null} if none or several
 */
public record Asked(
        String question,
        String said,
        List<ValueMatch> values,
        @Nullable Period period,
        Asker asker) {
    private static final Set<String> IDENTIFIERS = Set.of("id", "ids", "identifier", "identifiers", "key", "keys");
    /** Similarity of a word and what a person may have meant by it. */
    private static final double MEANT = 0.87;

    public static Asked of(UnderstandRequest request) {
        List<String> question = new ArrayList<>(List.of(request.message().text()));
        request.clarifications().stream().map(Exchange::userText).forEach(question::add);
        List<String> said = new ArrayList<>(question);
        for (Exchange earlier : request.history()) {
            said.add(earlier.userText());
            said.add(String.valueOf(earlier.sql()));
            said.add(String.valueOf(earlier.replyText()));
        }
        request.clarifications().forEach(exchange -> said.add(String.valueOf(exchange.replyText())));
        return new Asked(
                String.join("\n", question),
                String.join("\n", said),
                request.grounding().values(),
                request.history().isEmpty() ? request.grounding().period() : null,
                Asker.of(request.message()));
    }

    /** Whether the question has the phrase, whatever its words' endings. */
    boolean has(String phrase) {
        return (" " + Words.key(question) + " ").contains(" " + Words.key(phrase) + " ");
    }

    /** Whether the conversation has a word of the name, or one that is nearly it, and does not name another by it. */
    boolean speaksOf(String name) {
        Set<String> words = stems(said);
        for (ValueMatch match : values) {
            if (!stems(match.value()).equals(stems(name))) {
                words.removeAll(stems(match.mention()));
            }
        }
        return stems(name).stream()
                .anyMatch(stem -> words.contains(stem)
                        || words.stream().anyMatch(word -> NearestNames.similarity(word, stem) >= MEANT));
    }

    /**
     * What the question names, and none of a statement's texts is. A value of a short list may be meant by other
     * conditions; a name is not.
     */
    List<ValueMatch> unusedNames(List<String> texts, Catalog catalog) {
        Set<String> used = texts.stream().map(ValueDictionary::normalise).collect(Collectors.toSet());
        Set<String> usedMentions = values.stream()
                .filter(match -> used.stream()
                        .anyMatch(text -> text.contains(ValueDictionary.normalise(match.value()))
                                || text.contains(ValueDictionary.normalise(match.mention()))))
                .map(ValueMatch::mention)
                .collect(Collectors.toSet());
        return values.stream()
                .filter(match -> !usedMentions.contains(match.mention()) && isName(match, catalog))
                .toList();
    }

    private static boolean isName(ValueMatch match, Catalog catalog) {
        return catalog.table(match.table())
                .flatMap(table -> table.column(match.column()))
                .filter(column -> column.lookup() != null && column.values().isEmpty())
                .isPresent();
    }

    private static Set<String> stems(String text) {
        return Words.of(text).stream().map(Words.Word::stem).collect(Collectors.toCollection(HashSet::new));
    }

    boolean asksForIdentifiers() {
        return Words.of(question).stream()
                .anyMatch(word -> IDENTIFIERS.contains(word.text().toLowerCase(Locale.ROOT)));
    }
}
