package dev.askdesk.starters.slack;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a message without Slack's markup: https://docs.slack.dev/messaging/formatting-message-text. */
final class SlackText {
    private static final Pattern MARKUP = Pattern.compile("<([^<>|]*)(?:\\|([^<>]*))?>");
    private static final Pattern OF_EMOJI =
            Pattern.compile("(?::[a-z0-9_+-]+:|[\\p{So}\\p{Cn}\\p{Sk}\\p{M}\\u200D\\s!.,]+)+");
    /** What people say to each other after an answer, and what no answer is expected to. */
    private static final Set<String> PLEASANTRIES = Set.of(
            "thanks",
            "thank you",
            "thanks a lot",
            "thank you very much",
            "many thanks",
            "thx",
            "ty",
            "cheers",
            "great",
            "great thanks",
            "perfect",
            "nice",
            "cool",
            "awesome",
            "ok",
            "okay",
            "ok thanks",
            "got it",
            "lol",
            "wow",
            "good to know",
            "makes sense",
            "will do",
            "done");

    private SlackText() {}

    /** Whether a text mentions a user. */
    static boolean mentions(String text, String userId) {
        return text.contains("<@" + userId + ">") || text.contains("<@" + userId + "|");
    }

    /** Whether a text is for somebody else: it begins with their mention. */
    static boolean isForOthers(String text, String userId) {
        return text.strip().startsWith("<@") && !text.strip().startsWith("<@" + userId);
    }

    /** As people read it; mentions of the user are left out, those of others stay. */
    static String plain(String text, String userId) {
        Matcher markup = MARKUP.matcher(text);
        StringBuilder plain = new StringBuilder();
        while (markup.find()) {
            markup.appendReplacement(plain, Matcher.quoteReplacement(read(markup.group(1), markup.group(2), userId)));
        }
        markup.appendTail(plain);
        return plain.toString()
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("[ \\t]{2,}", " ")
                .strip();
    }

    private static String read(String target, String label, String userId) {
        if (target.equals("@" + userId)) {
            return "";
        }
        if (target.startsWith("@")) {
            return label == null ? target : "@" + label;
        }
        if (target.startsWith("#")) {
            return label == null ? target : "#" + label;
        }
        if (target.startsWith("!")) {
            return label == null ? "@" + target.substring(1).replaceFirst("\\^.*", "") : label;
        }
        return label == null ? target.replaceFirst("^mailto:", "") : label;
    }

    /** Whether nobody expects a reply to it. */
    static boolean isPleasantry(String plain) {
        String words =
                plain.toLowerCase(Locale.ROOT).replaceAll("[!.,:)(\\s]+", " ").strip();
        return words.isEmpty()
                || PLEASANTRIES.contains(words)
                || OF_EMOJI.matcher(plain).matches();
    }
}
