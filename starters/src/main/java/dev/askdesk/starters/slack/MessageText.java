package dev.askdesk.starters.slack;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a Slack message: what of it a person wrote, without Slack's markup. */
final class MessageText {
    /** What does not ask anything. "Ok" and "yes" are not among it: they may reply to a clarifying question. */
    private static final Set<String> PLEASANTRIES = Set.of(
            "",
            "thanks",
            "thank you",
            "thank u",
            "thanks a lot",
            "many thanks",
            "thanks so much",
            "thank you so much",
            "thank you very much",
            "thanks all",
            "thx",
            "ty",
            "tysm",
            "cheers",
            "great",
            "great thanks",
            "great thank you",
            "ok thanks",
            "ok thank you",
            "got it",
            "got it thanks",
            "perfect",
            "perfect thanks",
            "perfect thank you",
            "awesome",
            "awesome thanks",
            "nice",
            "cool",
            "cool thanks",
            "lol",
            "haha",
            "danke",
            "merci");

    private static final Pattern MARKUP = Pattern.compile("<([^<>\\n]+)>");
    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt);");
    private static final Pattern SOMEBODY = Pattern.compile("^\\s*<(?:@[UW]|!subteam\\^)[^<>]*>");
    private static final Pattern EMOJI_NAME = Pattern.compile(":[a-z0-9_+'-]+:(?::skin-tone-\\d:)?");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final String raw;
    private final Pattern own;

    MessageText(String raw, String ownUserId) {
        this.raw = raw;
        this.own = Pattern.compile("<@" + Pattern.quote(ownUserId) + "(?:\\|[^<>]*)?>");
    }

    boolean mentionsUs() {
        return own.matcher(raw).find();
    }

    /** Whether it begins with a mention of a person, an app or a group that is not us. */
    boolean callsSomebodyElse() {
        return SOMEBODY.matcher(raw).find() && !own.matcher(raw.strip()).lookingAt();
    }

    /** As the person typed it, without our mention. */
    String words() {
        String others = own.matcher(raw).replaceAll(" ");
        String plain = MARKUP.matcher(others).replaceAll(found -> Matcher.quoteReplacement(plain(found)));
        String typed = ENTITY.matcher(plain).replaceAll(found -> switch (found.group(1)) {
            case "lt" -> "<";
            case "gt" -> ">";
            default -> "&";
        });
        return typed.replaceAll("[ \\u00a0]{2,}", " ").strip();
    }

    /** Whether it asks nothing: thanks, or emoji alone. */
    boolean isPleasantry() {
        String letters = EMOJI_NAME.matcher(words().toLowerCase(Locale.ROOT)).replaceAll(" ");
        return PLEASANTRIES.contains(NO_WORD.matcher(letters).replaceAll(" ").strip());
    }

    private static String plain(MatchResult markup) {
        String inside = markup.group(1);
        int bar = inside.indexOf('|');
        String target = bar < 0 ? inside : inside.substring(0, bar);
        String label = bar < 0 ? "" : inside.substring(bar + 1);
        return switch (inside.charAt(0)) {
            case '@' -> "<" + target + ">";
            case '#' -> "#" + (label.isEmpty() ? target.substring(1) : label);
            case '!' -> label.isEmpty() ? "@" + target.substring(1) : label;
            default -> label.isEmpty() ? withoutScheme(target) : label;
        };
    }

    private static String withoutScheme(String target) {
        return target.startsWith("mailto:") ? target.substring("mailto:".length()) : target;
    }
}
