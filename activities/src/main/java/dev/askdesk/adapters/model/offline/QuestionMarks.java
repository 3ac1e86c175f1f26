package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.offline.Mark.Operation;
import dev.askdesk.adapters.model.offline.Mark.Operator;
import dev.askdesk.grounding.Grounder.Mention;
import dev.askdesk.grounding.Lexicon;
import dev.askdesk.grounding.NumberWords;
import dev.askdesk.grounding.Term;
import dev.askdesk.grounding.TimeSpan;
import dev.askdesk.grounding.TimeWords;
import dev.askdesk.grounding.Words;
import dev.askdesk.grounding.Words.Word;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the parts of a question whose meaning is known, and the words whose meaning is not. */
final class QuestionMarks {
    private static final String N = "(?<n>\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)";
    /** The number of an order that leaves nothing out: "highest first". */
    static final int ALL = -1;

    private static final String MOST = "largest|biggest|highest|greatest|best|top|most valuable|most expensive";
    private static final String LEAST = "smallest|lowest|worst|bottom|least|fewest|cheapest";
    private static final String NEWEST = "latest|newest|most recent|last|recent";
    private static final String OLDEST = "earliest|oldest|first";
    /** The present is the state that the data shows, not a day to filter by. */
    private static final Pattern PRESENT = Pattern.compile(
            "\\b(?:(?:as\\s+of\\s+|right\\s+)?(?:today|now)|at\\s+(?:the\\s+moment|present)|so\\s+far(?!\\s+this)|to\\s+date(?<!year\\sto\\sdate)|currently)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TREND = Pattern.compile(
            "\\b(?:(?:the\\s+)?(?:trend|history|evolution|development)\\s+of|over\\s+time|developed|evolved|trend|through\\s+the\\s+years|over\\s+the\\s+years)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern APART = Pattern.compile(
            "\\b(?:which|what|the|our|list|show|name)\\s+" + N + "\\b(?=\\s+[\\p{L};][\\s\\S]*\\b(?:most|" + MOST + "|"
                    + LEAST + "|" + NEWEST + "|" + OLDEST + ")\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final List<Map.Entry<Pattern, Operator>> OPERATORS = List.of(
            operator("(?:" + MOST + "|most)\\s+first|descending", Operator.TOP),
            operator("(?:" + LEAST + ")\\s+first|ascending", Operator.BOTTOM),
            operator("(?:" + MOST + ")\\s+" + N + "|" + N + "\\s+(?:" + MOST + ")", Operator.TOP),
            operator("(?:" + LEAST + ")\\s+" + N + "|" + N + "\\s+(?:" + LEAST + ")", Operator.BOTTOM),
            operator("(?:" + NEWEST + ")\\s+" + N + "|" + N + "\\s+(?:" + NEWEST + ")", Operator.NEWEST),
            operator("(?:" + OLDEST + ")\\s+" + N + "|" + N + "\\s+(?:" + OLDEST + ")", Operator.OLDEST),
            operator(
                    "and\\s+(?:what|how)\\s+about|what\\s+about|how\\s+about|^and|^or|^only|^just|^but|same\\s+for|^the\\s+same|instead",
                    Operator.FOLLOW_UP),
            operator("(?:of\\s+)?(?:those|these|them)", Operator.SAME_ONES),
            operator(
                    "how\\s+many(?:\\s+different|\\s+distinct|\\s+unique)?|(?:the\\s+)?(?:total\\s+)?(?:number|count)\\s+of(?:\\s+different|\\s+distinct|\\s+unique)?|count(?:\\s+the)?|how\\s+often",
                    Operator.COUNT),
            operator(
                    "(?:broken|split)\\s+down\\s+by|breakdown\\s+by|grouped\\s+by|split\\s+by|for\\s+each|for\\s+every|in\\s+each|by\\s+each|per|each(?!\\s+time)|every|by",
                    Operator.GROUP),
            operator("compared?(?:\\s+to|\\s+with)?|versus|vs", Operator.COMPARE),
            operator("average|avg|mean|typical|on\\s+average", Operator.AVERAGE),
            operator("median", Operator.MEDIAN),
            operator("maximum|max", Operator.MAXIMUM),
            operator("minimum|min", Operator.MINIMUM),
            operator(
                    "how\\s+much(?:\\s+money|\\s+capital)?|totals?|sum(?:\\s+of)?|combined|overall|altogether|in\\s+total",
                    Operator.TOTAL),
            operator("who|whose|whom", Operator.WHO),
            operator("when|(?:on\\s+)?what\\s+dates?", Operator.WHEN),
            operator(MOST + "|most", Operator.TOP),
            operator(LEAST, Operator.BOTTOM),
            operator(NEWEST, Operator.NEWEST),
            operator(OLDEST, Operator.OLDEST),
            operator("which|what|list|show|name|give\\s+(?:me|us)|find|display|who\\s+are", Operator.WHICH),
            operator(
                    "without(?:\\s+an?y?)?|no|not|never|nor|none|except(?:\\s+for)?|excluding|other\\s+than|don't|doesn't|didn't|haven't|hasn't|isn't|aren't|wasn't|lacks?|lacking|missing|unknown",
                    Operator.NOT));

    /** English that carries no meaning of its own in a question about data. */
    private static final Set<String> FILLERS = Set.of(
            ("firm single s capital hold holds held holding sit sits write writes wrote written put puts went go goes gone receive receives received use uses used own owns a an the of in on at to for from with within into as is are was were be been being am has "
                            + "have had having do does did done will would can could should may might shall must i me my "
                            + "we our ours us you your they their theirs it its that this there here than "
                            + "then so any all also both and or please tell get see know want need like ones one only just "
                            + "currently current now today far ever yet already still right present about over under up "
                            + "out off through during between among around via made make makes making much many how what's "
                            + "who's where's there's i'd i'm let's exactly really actually overall altogether together "
                            + "total amount value values figure data record records row rows list number numbers question "
                            + "details info information which who whom whose what where when if dollars dollar usd money "
                            + "time ranked sorted ordered order descending ascending hello hi hey thanks thank did't us's "
                            + "per each entire whole anything something everything across ")
                    .split(" "));

    private final Lexicon lexicon;
    /** The database's own name says nothing in a question to it. */
    private final Set<String> ownName;

    private final @Nullable String currency;

    QuestionMarks(Lexicon lexicon, String databaseName, @Nullable String currency) {
        this.currency = currency;
        this.lexicon = lexicon;
        this.ownName = Words.of(databaseName.replaceAll("[_-]", " ")).stream()
                .map(Word::stem)
                .collect(Collectors.toSet());
    }

    private static Map.Entry<Pattern, Operator> operator(String words, Operator operator) {
        String numbered = words;
        // A named group may stand in a pattern once: the second way round gets another name.
        int second = numbered.indexOf("(?<n>", numbered.indexOf("(?<n>") + 1);
        if (numbered.contains("(?<n>") && second > 0) {
            numbered = numbered.substring(0, second) + "(?<m>" + numbered.substring(second + 5);
        }
        return Map.entry(
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}'])(?:" + numbered + ")(?![\\p{L}\\p{N}'])", Pattern.CASE_INSENSITIVE),
                operator);
    }

    /**
     * What was found.
     *
     * @param marks in the order of the text
     * @param unknown words that mean nothing in this data, as written
     */
    record Found(List<Mark> marks, List<String> unknown) {}

    Found find(String question, List<Mention> mentions, LocalDate today) {
        StringBuilder rest = new StringBuilder(question.replace('’', '\''));
        List<Mark> marks = new ArrayList<>();
        for (Mention mention : mentions) {
            List<Term> terms = new ArrayList<>(mention.candidates());
            terms.addAll(lexicon.meanings(Words.key(mention.text())));
            marks.add(new Mark.Named(mention.start(), mention.end(), terms));
            blank(rest, mention.start(), mention.end());
        }
        if (currency != null) {
            units(rest, marks);
        }
        // Phrases of three words and more mean what the catalog says, whatever their words mean alone.
        names(rest, marks, 3);
        present(rest);
        times(rest, marks, today);
        comparisons(rest, marks);
        names(rest, marks, 2);
        operators(rest, marks);
        names(rest, marks, 1);
        marks.sort(Comparator.comparingInt(Mark::start));
        List<String> unknown = Words.of(rest.toString()).stream()
                .filter(word -> !ownName.contains(word.stem()))
                .filter(word -> !FILLERS.contains(word.lower()) && !FILLERS.contains(word.stem()))
                .map(Word::text)
                .toList();
        return new Found(List.copyOf(marks), unknown);
    }

    /** "The three partners that led the most": the number stands apart from the word that ranks; 0 for none. */
    private static int numberApart(StringBuilder rest) {
        Matcher matcher = APART.matcher(rest);
        if (!matcher.find()) {
            return 0;
        }
        int number = number(matcher);
        blank(rest, matcher.start("n"), matcher.end("n"));
        return number;
    }

    private static void present(StringBuilder rest) {
        Matcher matcher = PRESENT.matcher(rest);
        while (matcher.find()) {
            blank(rest, matcher.start(), matcher.end());
        }
    }

    /** "In dollars" says what the answer is counted in, not which rows it is about. */
    private void units(StringBuilder rest, List<Mark> marks) {
        for (Mark mark : List.copyOf(marks)) {
            boolean unit = mark instanceof Mark.Named named
                    && named.all(Term.ValueTerm.class).stream()
                            .anyMatch(term -> term.value().equalsIgnoreCase(currency));
            String before = rest.substring(0, mark.start());
            if (unit
                    && before.matches(
                            "(?is).*(?:\\bin|(?:\\d|\\b)(?:million|billion|thousand|k|m|bn)|\\d|how\\s+many)\\s+")) {
                marks.remove(mark);
                Matcher asks = Pattern.compile("(?i)how\\s+many\\s+$").matcher(before);
                if (asks.find()) {
                    marks.add(new Operation(asks.start(), mark.end(), Operator.TOTAL, 0));
                    blank(rest, asks.start(), mark.end());
                }
            }
        }
    }

    private static void times(StringBuilder rest, List<Mark> marks, LocalDate today) {
        TimeWords words = new TimeWords(today);
        TimeWords.FoundGrain grain = TimeWords.findGrain(rest.toString());
        Matcher trend = TREND.matcher(rest);
        if (trend.find()) {
            if (grain == null) {
                marks.add(new Mark.Axis(trend.start(), trend.end(), TimeSpan.Grain.YEAR));
            }
            blank(rest, trend.start(), trend.end());
        }
        if (grain != null) {
            marks.add(new Mark.Axis(grain.start(), grain.end(), grain.grain()));
            blank(rest, grain.start(), grain.end());
        }
        for (TimeWords.Found found = words.find(rest.toString()); found != null; found = words.find(rest.toString())) {
            marks.add(new Mark.Time(found.start(), found.end(), found.span()));
            blank(rest, found.start(), found.end());
        }
    }

    private static void comparisons(StringBuilder rest, List<Mark> marks) {
        for (Bound bound = Bound.find(rest.toString()); bound != null; bound = Bound.find(rest.toString())) {
            marks.add(new Mark.Compared(bound.start(), bound.end(), bound));
            blank(rest, bound.start(), bound.end());
        }
    }

    private static void operators(StringBuilder rest, List<Mark> marks) {
        int apart = numberApart(rest);
        for (Map.Entry<Pattern, Operator> entry : OPERATORS) {
            Matcher matcher = entry.getKey().matcher(rest.toString());
            while (matcher.find()) {
                boolean ranks = EnumSet.range(Operator.TOP, Operator.OLDEST).contains(entry.getValue());
                int number = number(matcher);
                marks.add(new Operation(
                        matcher.start(), matcher.end(), entry.getValue(), ranks && number == 0 ? apart : number));
                blank(rest, matcher.start(), matcher.end());
            }
        }
    }

    private static int number(Matcher matcher) {
        if (!matcher.pattern().pattern().contains("(?<n>")) {
            return matcher.group().matches("(?i).*(?:\\sfirst|scending)") ? ALL : 0;
        }
        String first = matcher.group("n");
        return NumberWords.value(first == null ? matcher.group("m") : first).intValueExact();
    }

    /** Longest phrases first, down to the given number of words. */
    private void names(StringBuilder rest, List<Mark> marks, int shortest) {
        for (int length = Lexicon.LONGEST; length >= shortest; length--) {
            List<Word> words = Words.of(rest.toString());
            for (int i = 0; i + length <= words.size(); i++) {
                Mark.@Nullable Named named = named(rest, words.subList(i, i + length));
                if (named != null) {
                    marks.add(named);
                    blank(rest, named.start(), named.end());
                    i += length - 1;
                }
            }
        }
    }

    private Mark.@Nullable Named named(StringBuilder rest, List<Word> words) {
        int start = words.get(0).start();
        int end = words.get(words.size() - 1).end();
        String key = String.join(" ", words.stream().map(Word::stem).toList());
        List<Term> terms = lexicon.meanings(key);
        // What is blanked or punctuated between two words parts them.
        boolean together = !rest.substring(start, end).matches("(?s).*[,;:?!()].*");
        boolean particle = words.size() == 1
                && words.get(0).text().length() <= 3
                && FILLERS.contains(words.get(0).lower());
        return terms.isEmpty() || !together || particle ? null : new Mark.Named(start, end, terms);
    }

    private static void blank(StringBuilder rest, int start, int end) {
        for (int i = start; i < end; i++) {
            // The semicolon keeps the words before and after from being read as one phrase.
            rest.setCharAt(i, i == start ? ';' : ' ');
        }
    }
}
