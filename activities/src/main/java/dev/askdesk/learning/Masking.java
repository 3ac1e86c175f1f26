package dev.askdesk.learning;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal data out of the texts of one example, the same way in all of them: a person is {@code <PERSON_1>} in the
 * question, the SQL and the answer alike, so that they still belong together. What it cannot know is a name that is in no
 * list and in no greeting or signature.
 */
public final class Masking {
    private static final List<Map.Entry<String, Pattern>> KINDS = List.of(
            Map.entry("EMAIL", Pattern.compile("(?i)[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+")),
            Map.entry(
                    "SECRET",
                    Pattern.compile(
                            "(?i)\\b(?:sk|pk|ghp|gho|xox[abp]|dapi|AKIA|eyJ)[-_]?[\\w.-]{16,}|(?<=(?:password|passwd|token|secret|api[_-]?key)[ \"']{0,2}[:=][ \"']{0,2})[^\\s\"']{4,}")),
            Map.entry("URL", Pattern.compile("(?i)https?://\\S*(?:token|key|sig|auth|code|session)=\\S+")),
            Map.entry("IBAN", Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b")),
            Map.entry("CARD", Pattern.compile("\\b(?:\\d{4}[ -]){3}\\d{1,4}\\b")),
            Map.entry("IP", Pattern.compile("\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b")),
            Map.entry(
                    "PHONE",
                    Pattern.compile(
                            "(?<![\\w.])(?:\\+\\d{1,3}[ .-]?)?(?:\\(\\d{2,4}\\)[ .-]?)?\\d{2,4}[ .-]\\d{3,4}[ .-]?\\d{3,4}(?![\\w.])")));

    private static final Pattern GREETED = Pattern.compile(
            "(?m)^[ >]*(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon|evening)|Thanks|Thank you)[ ,]+(\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’-]+)?)\\s*[,!.:]?\\s*$");
    private static final Pattern SIGNED = Pattern.compile(
            "(?mi)^[ >]*(?:(?:kind|best|warm)? ?regards|best|cheers|thanks|thank you|sincerely|many thanks),?[ \\t]*\\R+[ >]*(?-i:(\\p{Lu}[\\p{L}'’-]+(?: \\p{Lu}[\\p{L}'’.-]+){0,2}))[ \\t]*$");

    private final List<String> names;
    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param names of persons that are known, such as those of a database's columns */
    public Masking(Collection<String> names) {
        // The longest first, so that "Adam Stone" is not "<PERSON_1> Stone".
        this.names = names.stream()
                .filter(name -> name.length() > 2)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** What was taken out so far, by kind. */
    public Map<String, Integer> counts() {
        return counts;
    }

    public String mask(String text) {
        String masked = text;
        for (Map.Entry<String, Pattern> kind : KINDS) {
            masked = replaced(masked, kind.getKey(), kind.getValue(), 0);
        }
        for (String name : names) {
            if (masked.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))) {
                Pattern whole = Pattern.compile(
                        "(?<![\\p{L}\\d_])" + Pattern.quote(name) + "(?![\\p{L}\\d_])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                masked = replaced(masked, "PERSON", whole, 0);
            }
        }
        masked = replaced(masked, "PERSON", GREETED, 1);
        return replaced(masked, "PERSON", SIGNED, 1);
    }

    private String replaced(String text, String kind, Pattern pattern, int group) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder masked = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            masked.append(text, from, matcher.start(group)).append(placeholder(kind, matcher.group(group)));
            from = matcher.end(group);
        }
        return masked.append(text.substring(from)).toString();
    }

    private String placeholder(String kind, String found) {
        counts.merge(kind, 1, Integer::sum);
        String key = kind + "\n" + found.toLowerCase(Locale.ROOT);
        return placeholders.computeIfAbsent(key, unused -> {
            long others = placeholders.keySet().stream()
                    .filter(known -> known.startsWith(kind + "\n"))
                    .count();
            return "<" + kind + "_" + (others + 1) + ">";
        });
    }
}
