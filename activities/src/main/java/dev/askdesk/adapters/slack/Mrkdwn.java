package dev.askdesk.adapters.slack;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from cells, models and people for where Slack reads its markup. Slack has no escape for its formatting, so that
 * characters which would format, mention or link are replaced by ones that look like them. Where blocks take literal text
 * ({@code plain_text}, {@code rich_text}), {@link #visible} is enough and keeps every character.
 */
public final class Mrkdwn {
    /** Turning marks could show a cell as another one; control codes show nothing. */
    private static final Pattern HIDDEN = Pattern.compile(
            "[\\p{Cc}\\u00ad\\u061c\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff&&[^\\n\\t]]");

    private static final Pattern BREAKS = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");
    private static final Pattern NAME = Pattern.compile("(?<![\\p{L}\\p{N}])([@#])(?=[\\p{L}\\p{N}_<!])");
    private static final Pattern QUOTE = Pattern.compile("(?m)^(\\s*)>+");
    /** Between letters and digits, such as in {@code fund_id}, none of these formats. */
    private static final Pattern FORMAT = Pattern.compile("(?<![A-Za-z0-9])[*_~]|[*_~](?![A-Za-z0-9])|`");

    private static final Pattern EMOJI = Pattern.compile(":(?=[\\w+'-]+:)");
    private static final Pattern LINK = Pattern.compile("(?i)(?<=[a-z0-9])://|(?<=mailto|tel|sms|slack):");
    private static final Pattern BOLD = Pattern.compile(
            "\\*\\*(?=\\S)([^*\\n]{1,300}?)(?<=\\S)\\*\\*|(?<![\\w*])\\*(?=\\S)([^*\\n]{1,300}?)(?<=\\S)\\*(?![\\w*])");

    private Mrkdwn() {}

    /** Without control codes and turning marks; line breaks and tabs stay. */
    public static String visible(String text) {
        String breaks = text.replace("\r\n", "\n").replace('\r', '\n');
        return HIDDEN.matcher(Lengths.whole(breaks)).replaceAll("");
    }

    /** The same on one line. */
    public static String oneLine(String text) {
        return BREAKS.matcher(visible(BREAKS.matcher(text).replaceAll(" ")))
                .replaceAll(" ")
                .strip();
    }

    /** As literal text: mentions nobody, links nowhere, formats nothing. */
    public static String literal(String text) {
        String inert = QUOTE.matcher(visible(text)).replaceAll("$1＞");
        inert = NAME.matcher(inert).replaceAll(name -> name.group(1).equals("@") ? "＠" : "＃");
        inert = LINK.matcher(inert).replaceAll(link -> link.group().equals(":") ? "∶" : "∶//");
        inert = EMOJI.matcher(inert).replaceAll("∶");
        inert = FORMAT.matcher(inert).replaceAll(mark -> lookAlike(mark.group()));
        return inert.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The same, cut so that what Slack gets has at most so many characters. */
    public static String literal(String text, int max) {
        String whole = literal(Lengths.cut(text, max));
        int kept = max;
        while (whole.length() > max) {
            kept -= Math.max(1, whole.length() - max) / 5 + 1;
            whole = literal(Lengths.cut(text, kept));
        }
        return whole;
    }

    /** What a model wrote: bold stays, everything else is literal. */
    public static String prose(String text) {
        StringBuilder prose = new StringBuilder();
        Matcher bold = BOLD.matcher(text);
        int from = 0;
        while (bold.find()) {
            prose.append(literal(text.substring(from, bold.start())))
                    .append('*')
                    .append(literal(boldText(bold)))
                    .append('*');
            from = bold.end();
        }
        return prose.append(literal(text.substring(from))).toString();
    }

    /** Where a model's text is bold: two asterisks as models write it, or one as Slack reads it. */
    static Matcher bold(String text) {
        return BOLD.matcher(text);
    }

    static String boldText(Matcher bold) {
        String two = bold.group(1);
        return two == null ? bold.group(2) : two;
    }

    private static String lookAlike(String mark) {
        return switch (mark) {
            case "*" -> "∗";
            case "_" -> "ˍ";
            case "~" -> "∼";
            default -> "ˋ";
        };
    }
}
