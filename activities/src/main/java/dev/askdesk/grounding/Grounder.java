package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Term.ValueTerm;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.Grounding.Ambiguity;
import dev.askdesk.workflows.ask.Grounding.Period;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a question against the catalog and the value dictionary: which tables it needs, and what its words name. */
public final class Grounder {
    private static final int EXAMPLES = 2;
    private static final Pattern UNKNOWN = Pattern.compile("^There is no (?:column|table) ([\\w.]+)\\.");
    /** A question of whose words the catalog knows a smaller part is about something else. */
    private static final double FOREIGN = 0.35;

    private final Catalog catalog;
    private final ValueDictionary dictionary;
    private final Set<Ingredient> without;
    private final Lexicon lexicon;
    private final JoinGraph joins;
    private final SchemaSelection selection;
    private final KnownQuestions known;
    /** Stems of what the whole database is about. */
    private final Set<String> about = new HashSet<>();

    /** With every ingredient. */
    public Grounder(Catalog catalog, ValueDictionary dictionary, int schemaTokens) {
        this(catalog, dictionary, schemaTokens, Set.of(), List::of);
    }

    /**
     * @param schemaTokens most tokens that the schema may take in a prompt
     * @param without what is left out
     * @param accepted questions that were verified besides the catalog's own; asked for with each question
     */
    public Grounder(
            Catalog catalog,
            ValueDictionary dictionary,
            int schemaTokens,
            Set<Ingredient> without,
            Supplier<List<Catalog.VerifiedQuestion>> accepted) {
        this.catalog = catalog;
        this.dictionary = dictionary;
        this.without = Set.copyOf(without);
        this.lexicon = new Lexicon(catalog);
        Words.of(catalog.name() + " " + catalog.description() + " " + String.join(" ", catalog.assumptions()))
                .forEach(word -> about.add(word.stem()));
        this.joins = new JoinGraph(catalog);
        this.selection = new SchemaSelection(catalog, joins, schemaTokens);
        this.known = new KnownQuestions(accepted, catalog.verified(), question -> texts(mentions(question, List.of())));
    }

    public Catalog catalog() {
        return catalog;
    }

    public Lexicon lexicon() {
        return lexicon;
    }

    public JoinGraph joins() {
        return joins;
    }

    /**
     * Words of a question that name values.
     *
     * @param candidates the values that they can mean, of several columns where the same word stands in several
     * @param ambiguity what is left open after preferences and replies; {@code null} if nothing
     */
    public record Mention(
            int start,
            int end,
            String text,
            List<ValueTerm> candidates,
            @Nullable Ambiguity ambiguity) {}

    public Grounding ground(GroundRequest request) {
        String question = request.message().text();
        List<String> replies =
                request.clarifications().stream().map(Exchange::userText).toList();
        List<Mention> mentions = mentions(question, replies);
        List<ValueMatch> values = new ArrayList<>();
        Ambiguity ambiguity = null;
        for (Mention mention : mentions) {
            if (mention.ambiguity() != null && ambiguity == null) {
                ambiguity = mention.ambiguity();
            }
            mention.candidates()
                    .forEach(term -> values.add(new ValueMatch(
                            mention.text(),
                            term.table().name(),
                            term.column().name(),
                            term.value(),
                            term.assumption())));
        }
        StringBuilder text = new StringBuilder(question);
        replies.forEach(reply -> text.append('\n').append(reply));
        request.history().stream()
                .skip(Math.max(0, request.history().size() - 2))
                .forEach(exchange -> text.append('\n').append(exchange.userText()));
        List<Catalog.Table> tables =
                without.contains(Ingredient.SELECTION) ? catalog.tables() : selection.select(text.toString(), values);
        List<ValueMatch> told = without.contains(Ingredient.VALUES) ? List.of() : values;
        boolean standsAlone = replies.isEmpty() && request.history().isEmpty();
        String verifiedSql = standsAlone ? known.sql(question) : null;
        return new Grounding(
                tables.stream().map(Catalog.Table::name).toList(),
                SchemaText.of(catalog, tables, told, lexicon.measuresIn(question), without),
                told,
                ambiguity,
                verifiedSql,
                without.contains(Ingredient.EXAMPLES) ? List.of() : known.like(question, texts(mentions), EXAMPLES),
                standsAlone && isForeign(question, mentions),
                standsAlone && catalog.complete() ? unknown(question, mentions) : List.of(),
                period(question, request.message().sentAt()));
    }

    private static List<String> texts(List<Mention> mentions) {
        return mentions.stream().map(Mention::text).toList();
    }

    /**
     * The words of a question that a statement took for a name which nothing has, and of which the catalog knows none:
     * then the data lacks what is asked for, and another column would answer another question.
     */
    public Optional<String> missing(Problem problem, String question) {
        Matcher unknown = UNKNOWN.matcher(problem.message());
        if (!unknown.find()) {
            return Optional.empty();
        }
        Set<String> asked = new HashSet<>();
        Words.of(question).forEach(word -> asked.add(word.stem()));
        List<String> own = new ArrayList<>();
        for (Words.Word word : Words.of(Words.ofName(unknown.group(1)))) {
            if (selection.knows(word.stem())) {
                return Optional.empty();
            }
            if (asked.contains(word.stem()) && !Coverage.isGeneral(word)) {
                own.add(word.text());
            }
        }
        return own.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", own));
    }

    /** Whether the catalog knows next to nothing of what a question speaks of, and none of its tables or values. */
    private boolean isForeign(String question, List<Mention> mentions) {
        boolean namesTable = Words.of(question).stream()
                .anyMatch(word -> !Coverage.isGeneral(word) && selection.isTable(word.stem()));
        return mentions.isEmpty()
                && !namesTable
                && Coverage.isEnglish(question)
                && coverage(question, mentions) < FOREIGN;
    }

    private static @Nullable Period period(String question, Instant sentAt) {
        TimeWords.Found found = new TimeWords(sentAt.atZone(ZoneOffset.UTC).toLocalDate()).calendar(question);
        if (found == null) {
            return null;
        }
        TimeSpan span = found.span();
        return new Period(question.substring(found.start(), found.end()), span.from(), span.to(), span.label());
    }

    /** How much of what a question speaks of the catalog knows, from 0 to 1. */
    double coverage(String question, List<Mention> mentions) {
        return Coverage.of(question, selection::knows, word -> isMentioned(word, mentions));
    }

    /** The things that a question speaks of and neither catalog nor data knows, as it has them. */
    private List<String> unknown(String question, List<Mention> mentions) {
        if (!Coverage.isEnglish(question)) {
            return List.of();
        }
        Set<Integer> nouns = Nouns.in(question);
        return Words.of(question).stream()
                .filter(word -> nouns.contains(word.start())
                        && !Coverage.isGeneral(word)
                        && !Coverage.isNumber(word)
                        && !selection.knows(word.stem())
                        && !about.contains(word.stem())
                        && !isMentioned(word, mentions))
                .map(Words.Word::text)
                .distinct()
                .toList();
    }

    /** The possessive's ending is no part of a mention. */
    private static boolean isMentioned(Words.Word word, List<Mention> mentions) {
        return mentions.stream().anyMatch(m -> word.start() < m.end() && word.end() > m.start());
    }

    /** The words of a question that name values, in the order of the text; replies settle what is ambiguous. */
    public List<Mention> mentions(String question, List<String> replies) {
        Set<String> replied = new HashSet<>();
        replies.forEach(reply -> Words.of(reply).forEach(word -> replied.add(word.stem())));
        List<Mention> mentions = new ArrayList<>();
        List<Words.Word> words = Words.of(question);
        for (ValueDictionary.Match match : dictionary.find(question)) {
            if (!isMoreLikelyOfTheSchema(match) && !isPartOfLongerName(match, words)) {
                mentions.add(mention(match, replied));
            }
        }
        return mentions;
    }

    /** "capital calls" names a table, though an LP is called Granite Capital. */
    private boolean isMoreLikelyOfTheSchema(ValueDictionary.Match match) {
        return match.kind() != ValueDictionary.Kind.EXACT
                && match.mention().equals(match.mention().toLowerCase(Locale.ROOT))
                && !lexicon.meanings(Words.key(match.mention())).isEmpty();
    }

    /** "limited partners" names a table, though "partners" alone is a role of the staff. */
    private boolean isPartOfLongerName(ValueDictionary.Match match, List<Words.Word> words) {
        for (int first = 0; first < words.size() && words.get(first).start() <= match.start(); first++) {
            for (int last = first; last < words.size() && last - first < Lexicon.LONGEST; last++) {
                boolean covers = words.get(last).end() >= match.end();
                boolean longer = words.get(first).start() < match.start()
                        || words.get(last).start() >= match.end();
                if (covers && longer && isName(words.subList(first, last + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isName(List<Words.Word> words) {
        return !lexicon.meanings(
                        String.join(" ", words.stream().map(Words.Word::stem).toList()))
                .isEmpty();
    }

    private Mention mention(ValueDictionary.Match match, Set<String> replied) {
        List<ValueDictionary.Candidate> left = match.candidates();
        List<ValueDictionary.Candidate> chosen = settledBy(replied, match.mention(), left);
        boolean settled = !chosen.equals(left);
        boolean preferred = false;
        if (!settled && distinctValues(left) > 1) {
            List<ValueDictionary.Candidate> better =
                    left.stream().filter(ValueDictionary.Candidate::preferred).toList();
            preferred = !better.isEmpty() && better.size() < left.size();
            chosen = better.isEmpty() ? left : better;
        }
        Ambiguity ambiguity = ambiguity(match.mention(), chosen);
        List<ValueTerm> terms = new ArrayList<>();
        for (ValueDictionary.Candidate candidate : chosen) {
            term(candidate, preferred || match.kind() == ValueDictionary.Kind.FUZZY ? match : null)
                    .ifPresent(terms::add);
        }
        return new Mention(match.start(), match.end(), match.mention(), terms, ambiguity);
    }

    private static long distinctValues(List<ValueDictionary.Candidate> candidates) {
        return candidates.stream()
                .map(ValueDictionary.Candidate::value)
                .distinct()
                .count();
    }

    /** The candidates that a reply names by words that tell them apart; all of them when it names none or several. */
    private static List<ValueDictionary.Candidate> settledBy(
            Set<String> replied, String mention, List<ValueDictionary.Candidate> candidates) {
        if (replied.isEmpty() || distinctValues(candidates) < 2) {
            return candidates;
        }
        Set<String> common = new HashSet<>();
        Words.of(mention).forEach(word -> common.add(word.stem()));
        List<ValueDictionary.Candidate> named = candidates.stream()
                .filter(candidate -> Words.of(candidate.value()).stream()
                        .map(Words.Word::stem)
                        .anyMatch(stem -> replied.contains(stem) && !common.contains(stem)))
                .toList();
        return named.isEmpty() || distinctValues(named) == distinctValues(candidates) ? candidates : named;
    }

    /** Several values of one column are ambiguous; one word in several columns is not: the question's tables tell. */
    private static @Nullable Ambiguity ambiguity(String mention, List<ValueDictionary.Candidate> candidates) {
        Map<String, Set<String>> byColumn = new LinkedHashMap<>();
        candidates.forEach(candidate -> byColumn.computeIfAbsent(
                        candidate.table() + "." + candidate.column(), unused -> new TreeSet<>())
                .add(candidate.value()));
        if (byColumn.isEmpty() || byColumn.values().stream().anyMatch(values -> values.size() == 1)) {
            return null;
        }
        Set<String> options = byColumn.values().iterator().next();
        return new Ambiguity(mention, options.stream().limit(8).toList());
    }

    private Optional<ValueTerm> term(ValueDictionary.Candidate candidate, ValueDictionary.@Nullable Match explained) {
        return catalog.table(candidate.table()).flatMap(table -> table.column(candidate.column())
                .map(column ->
                        new ValueTerm(table, column, candidate.value(), assumption(column, candidate, explained))));
    }

    private static @Nullable String assumption(
            Catalog.Column column, ValueDictionary.Candidate candidate, ValueDictionary.@Nullable Match explained) {
        if (candidate.assumption() != null) {
            return candidate.assumption();
        }
        if (explained == null) {
            return null;
        }
        Catalog.Lookup lookup = column.lookup();
        String why = lookup == null || lookup.assumption() == null || explained.kind() == ValueDictionary.Kind.FUZZY
                ? ""
                : " (" + lookup.assumption() + ")";
        return "“" + explained.mention() + "” is read as " + candidate.value() + why + ".";
    }
}
