package dev.askdesk.learning;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds persons in a text: those that a database knows, and those whom a mail greets, quotes or is signed by. */
public final class PersonNames {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final String ONE = "\\p{Lu}[\\p{L}'’-]+";
    private static final String NAME = "(" + ONE + "(?: (?:\\p{Lu}\\. )?" + ONE + "){0,2})";
    private static final String TITLE = "(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau)\\.? )?";
    private static final List<Pattern> IN_MAIL = List.of(
            Pattern.compile("(?m)^[ >]*(?:Hi|Hello|Hey|Dear|Hallo|Liebe[rs]?|Good (?:morning|afternoon|evening)|Thanks|"
                    + "Thank you|Many thanks)[ ,]+" + TITLE + NAME + "(?=\\s*(?:[,!.:;–-]|$))"),
            Pattern.compile(
                    "(?m)^[ >]*(?i:(?:(?:kind|best|warm|many)? ?(?:regards|wishes|thanks)|best|cheers|thank you|"
                            + "sincerely|yours(?: sincerely)?|viele grüße|mit freundlichen grüßen|mfg),?)[ \\t]*\\R[ >\\r\\n]*"
                            + NAME + "[ \\t]*$"),
            Pattern.compile("(?m)^[ >]*[-–—]{1,2} ?\\R?" + NAME + "\\s*\\z"),
            Pattern.compile("(?m)^[ >*]*(?i:from|to|cc|von|an):[ *]*\"?" + NAME + "\"?(?=\\s*(?:[<\\[(;,]|$))"),
            Pattern.compile("(?m)\\bOn [^\\n]{0,80}?[, ]" + NAME + " (?:<[^>\\n]*> )?wrote:"),
            Pattern.compile("\\b(?i:my name is) " + NAME));
    private static final Set<String> NOBODY = Set.of(
            "all",
            "colleague",
            "colleagues",
            "everybody",
            "everyone",
            "folks",
            "helpdesk",
            "it",
            "madam",
            "service",
            "sir",
            "support",
            "team",
            "there");

    private final Map<String, List<String>> byFirstWord = new HashMap<>();

    /** @param known names in full, or single ones such as those of a column of first names */
    public PersonNames(Collection<String> known) {
        for (String name : known) {
            Matcher first = WORD.matcher(name.toLowerCase(Locale.ROOT));
            if (name.strip().length() > 2 && first.find()) {
                byFirstWord
                        .computeIfAbsent(first.group(), unused -> new ArrayList<>())
                        .add(name.strip());
            }
        }
    }

    /** The persons in a text, each by the name in full where that is known. */
    Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            for (String name : byFirstWord.getOrDefault(word.group().toLowerCase(Locale.ROOT), List.of())) {
                // A single name can be a word, too: "mark" is none, "Mark" may be one.
                boolean single = name.indexOf(' ') < 0;
                if (isAt(text, word.start(), name) && !(single && Character.isLowerCase(text.charAt(word.start())))) {
                    found.add(name);
                }
            }
        }
        for (Pattern pattern : IN_MAIL) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String name = matcher.group(1);
                if (!NOBODY.contains(name.toLowerCase(Locale.ROOT))) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private static boolean isAt(String text, int start, String name) {
        int end = start + name.length();
        return text.regionMatches(true, start, name, 0, name.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }
}
