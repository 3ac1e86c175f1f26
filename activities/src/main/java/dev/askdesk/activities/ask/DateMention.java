package dev.askdesk.activities.ask;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, or a part of one, as a text writes it. A part that is not written is {@code null}.
 *
 * @param written the words
 * @param start where it begins in the text
 * @param dayFirst for "03/04/2024" the other way to read it: day and month exchanged are accepted too
 */
record DateMention(
        String written,
        int start,
        @Nullable Integer year,
        @Nullable Integer month,
        @Nullable Integer day,
        @Nullable Integer quarter,
        @Nullable Integer half,
        boolean dayFirst) {

    private static final String MONTH =
            "(?<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
                    + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
    private static final String DAY = "(?<d>\\d{1,2})(?:st|nd|rd|th)?";

    /** Not in the middle of a number, and no unit after it that would make it an amount. */
    private static final String END = "(?![\\d%]|[.,]\\d|\\s?(?:%|percent|thousand|million|billion|mn|bn|[kKMB]\\b))";

    private static final List<Pattern> FORMS = List.of(
            form("(?<y>\\d{4})-(?<mm>\\d{2})-(?<d>\\d{2})(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z?)?"),
            form("(?<y>\\d{4})-(?<mm>0[1-9]|1[0-2])"),
            form("(?<y>\\d{4})[-\\s]?Q(?<q>[1-4])"),
            form("Q(?<q>[1-4])(?:(?:\\s+of)?\\s+|[-/])(?<y>\\d{4})"),
            form("H(?<h>[12])(?:(?:\\s+of)?\\s+|[-/])(?<y>\\d{4})"),
            form("Q(?<q>[1-4])"),
            form("H(?<h>[12])"),
            form("FY\\s?(?<y>\\d{4})"),
            form(MONTH + "\\s+" + DAY + ",?\\s+(?<y>\\d{4})"),
            form(DAY + "\\s+(?:of\\s+)?" + MONTH + ",?\\s+(?<y>\\d{4})"),
            form(MONTH + ",?\\s+(?:of\\s+)?(?<y>\\d{4})"),
            form(MONTH + "\\s+" + DAY),
            form(DAY + "\\s+(?:of\\s+)?" + MONTH + "(?!\\p{L})"),
            form("(?<a>\\d{1,2})[/.](?<b>\\d{1,2})[/.](?<y>\\d{4})"));

    private static Pattern form(String regex) {
        return Pattern.compile("(?<![\\p{L}\\d$€£.,-])(?:" + regex + ")(?!\\p{L})" + END, Pattern.CASE_INSENSITIVE);
    }

    static DateMention of(LocalDate date) {
        return parts(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), null, null);
    }

    static DateMention parts(
            @Nullable Integer year,
            @Nullable Integer month,
            @Nullable Integer day,
            @Nullable Integer quarter,
            @Nullable Integer half) {
        Integer ofMonth = month == null ? quarter : Integer.valueOf((month + 2) / 3);
        Integer ofQuarter = ofMonth == null ? half : Integer.valueOf((ofMonth + 1) / 2);
        return new DateMention("", 0, year, month, day, ofMonth, ofQuarter, false);
    }

    /** The dates of a text, longest forms first; none overlaps another. */
    static List<DateMention> in(String text) {
        List<DateMention> found = new ArrayList<>();
        StringBuilder rest = new StringBuilder(text);
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(rest.toString());
            while (matcher.find()) {
                found.add(read(matcher));
                for (int i = matcher.start(); i < matcher.end(); i++) {
                    rest.setCharAt(i, ' ');
                }
            }
        }
        return found;
    }

    private static DateMention read(Matcher matcher) {
        boolean slashes = number(matcher, "a") != null;
        Integer month = slashes ? number(matcher, "a") : number(matcher, "mm");
        return new DateMention(
                matcher.group(),
                matcher.start(),
                number(matcher, "y"),
                month == null ? monthNamed(group(matcher, "m")) : month,
                slashes ? number(matcher, "b") : number(matcher, "d"),
                number(matcher, "q"),
                number(matcher, "h"),
                slashes);
    }

    /** Whether a source has every part that this mentions. */
    boolean supportedBy(DateMention source) {
        boolean frame = fits(year, source.year) && fits(quarter, source.quarter) && fits(half, source.half);
        boolean inOrder = fits(month, source.month) && fits(day, source.day);
        boolean exchanged = dayFirst && fits(day, source.month) && fits(month, source.day);
        return frame && (inOrder || exchanged);
    }

    private static boolean fits(@Nullable Integer mentioned, @Nullable Integer source) {
        return mentioned == null || mentioned.equals(source);
    }

    private static @Nullable Integer number(Matcher matcher, String name) {
        String group = group(matcher, name);
        return group == null ? null : Integer.valueOf(group);
    }

    private static @Nullable String group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("(?<" + name + ">") ? matcher.group(name) : null;
    }

    private static @Nullable Integer monthNamed(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String months = "janfebmaraprmayjunjulaugsepoctnovdec";
        return months.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) / 3 + 1;
    }
}
