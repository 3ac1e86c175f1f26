package dev.askdesk.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal data out of the texts of one example, the same way in all of them: a person is {@code <PERSON_1>} in the
 * question, the SQL and the answer alike, by the full name and by a part of it, so that they still belong together. All
 * texts are met before the first is masked. What it cannot know is a name that is in no list and at no usual place.
 */
public final class Masking {
    private static final Map<String, Pattern> KINDS = kinds();
    private static final Pattern PLACEHOLDER = Pattern.compile("<[A-Z]+_\\d+>");
    private static final int SHORTEST_PART = 3;

    private final PersonNames names;
    /** Placeholders of persons by name in lower case. */
    private final Map<String, String> persons = new LinkedHashMap<>();

    private final Map<String, String> placeholders = new HashMap<>();
    /** What was found first under each placeholder. */
    private final Map<String, String> originals = new HashMap<>();

    private final Map<String, Integer> counts = new TreeMap<>();

    public Masking(PersonNames names, List<String> texts) {
        this.names = names;
        texts.forEach(this::meet);
        addParts();
    }

    private static Map<String, Pattern> kinds() {
        Map<String, Pattern> kinds = new LinkedHashMap<>();
        kinds.put(
                "URL",
                Pattern.compile(
                        "(?i)\\bhttps?://(?:[^\\s/@]+:[^\\s/@]+@[^\\s<>\"',]+|\\S*[?&#;/](?:\\w*token|\\w*key|sig|signature|auth|code|"
                                + "session\\w*|password|pwd)=[^\\s<>\"',]+)"));
        kinds.put("EMAIL", Pattern.compile("(?i)[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"));
        kinds.put(
                "SECRET",
                Pattern.compile("(?i)\\b(?:sk|pk|ghp|gho|github_pat|glpat|xox[abp]|dapi|AKIA|eyJ)[-_]?[\\w.-]{16,}"
                        + "|(?<=\\bbearer )[\\w.~+/-]{8,}=*"
                        + "|(?<=\\b(?:password|passwd|passphrase|pwd|token|secret|pin|api[_ -]?key)[ \"']{0,2}(?:[:=]|is)"
                        + "[ \"']{0,2})[^\\s\"',]{4,}"));
        kinds.put("IBAN", Pattern.compile("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\\b"));
        kinds.put(
                "CARD",
                Pattern.compile(
                        "\\b(?:\\d{4}[ -]){3}\\d{1,4}\\b|\\b3[47]\\d{2}[ -]\\d{6}[ -]\\d{5}\\b|\\b\\d{13,19}\\b"));
        kinds.put(
                "IP",
                Pattern.compile(
                        "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b|(?i)(?<![\\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\\b"));
        kinds.put(
                "PHONE",
                Pattern.compile("(?<![\\w.])(?:\\+\\d[\\d .()/-]{6,17}\\d"
                        + "|\\(\\d{2,5}\\)[ .-]?\\d{2,4}[ .-]?\\d{3,5}"
                        + "|\\d{3}\\.\\d{3}\\.\\d{4}|\\d{2,4}[ -]\\d{3,4}[ -]?\\d{3,4})(?!\\w|\\.\\d)"));
        return kinds;
    }

    /** What was taken out so far, by kind. */
    public Map<String, Integer> counts() {
        return counts;
    }

    public String mask(String text) {
        String masked = text;
        for (Map.Entry<String, Pattern> kind : KINDS.entrySet()) {
            masked = replaced(masked, kind.getKey(), kind.getValue());
        }
        List<String> longestFirst = new ArrayList<>(persons.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        for (String name : longestFirst) {
            masked = replacedPerson(masked, name);
        }
        return masked;
    }

    /** Puts back what was taken out, in what a model made of masked texts; a placeholder of its own invention stays. */
    public String unmask(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(originals.getOrDefault(found.group(), found.group())));
    }

    private void meet(String text) {
        for (String name : names.in(text)) {
            persons.computeIfAbsent(name.toLowerCase(Locale.ROOT), unused -> "<PERSON_" + (persons.size() + 1) + ">");
        }
    }

    /** "Adam" is Adam Stone where no other Adam is in the example; a greeted "Adam" is the same person, too. */
    private void addParts() {
        Map<String, Set<String>> owners = new HashMap<>();
        persons.forEach((name, placeholder) -> {
            String[] parts = name.split(" ");
            for (String part : parts) {
                if (parts.length > 1 && part.length() >= SHORTEST_PART && !part.endsWith(".")) {
                    owners.computeIfAbsent(part, unused -> new HashSet<>()).add(placeholder);
                }
            }
        });
        owners.forEach((part, placeholdersOfPart) -> persons.put(
                part,
                placeholdersOfPart.size() == 1
                        ? placeholdersOfPart.iterator().next()
                        : "<PERSON_" + (new HashSet<>(persons.values()).size() + 1) + ">"));
    }

    private String replacedPerson(String text, String name) {
        boolean whole = name.indexOf(' ') > 0;
        Matcher matcher = person(name, whole).matcher(text);
        StringBuilder masked = new StringBuilder();
        while (matcher.find()) {
            int start = matcher.start();
            boolean quoted = start > 0 && "'%_".indexOf(text.charAt(start - 1)) >= 0;
            // "stone" is a stone, but 'stone' in SQL is what was looked for.
            boolean isName = whole || quoted || Character.isUpperCase(text.charAt(start));
            if (isName) {
                counts.merge("PERSON", 1, Integer::sum);
                originals.putIfAbsent(persons.getOrDefault(name, "<PERSON>"), matcher.group());
            }
            matcher.appendReplacement(
                    masked,
                    Matcher.quoteReplacement(isName ? persons.getOrDefault(name, "<PERSON>") : matcher.group()));
        }
        return matcher.appendTail(masked).toString();
    }

    /** An apostrophe is doubled in SQL, and is not always the straight one. */
    private static Pattern person(String name, boolean whole) {
        String quoted = Pattern.quote(name).replaceAll("['’]", "\\\\E(?:''|['’])\\\\Q");
        String before = whole ? "(?<![\\p{L}\\d_])" : "(?<![\\p{L}\\d])";
        return Pattern.compile(before + quoted + "(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private String replaced(String text, String kind, Pattern pattern) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        kind.equals("CARD") && !isCard(found.group())
                                ? found.group()
                                : placeholder(kind, found.group())));
    }

    /** Grouped as cards are, or with the check digit of one (Luhn): other long numbers are amounts and ids. */
    private static boolean isCard(String text) {
        if (text.contains(" ") || text.contains("-")) {
            return true;
        }
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(text.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private String placeholder(String kind, String found) {
        counts.merge(kind, 1, Integer::sum);
        return placeholders.computeIfAbsent(kind + "\n" + found.toLowerCase(Locale.ROOT), unused -> {
            long others = placeholders.keySet().stream()
                    .filter(known -> known.startsWith(kind + "\n"))
                    .count();
            String fresh = "<" + kind + "_" + (others + 1) + ">";
            originals.put(fresh, found);
            return fresh;
        });
    }
}
