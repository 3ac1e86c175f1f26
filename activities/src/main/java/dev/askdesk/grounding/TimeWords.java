package dev.askdesk.grounding;

import dev.askdesk.grounding.TimeSpan.Grain;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the times of a question: "in 2023", "since March 2021", "the last 6 months", "Q3 2024", "as of 2025-06-30". */
public final class TimeWords {
    private static final String MONTHS =
            "january|february|march|april|may|june|july|august|september|october|november|december"
                    + "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
    private static final String ORDINALS = "first|second|third|fourth|1st|2nd|3rd|4th";
    private static final String COUNTS = "\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
    private static final String UNIT = "(?:day|week|month|quarter|year)s?";
    /** One period, such as a year, a quarter, a month or a day. */
    private static final String PERIOD = "(?:(?:the\\s+)?year\\s+)?(?:"
            + "\\d{4}-\\d{2}-\\d{2}"
            + "|(?:" + MONTHS + ")\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}"
            + "|\\d{1,2}\\s+(?:" + MONTHS + ")\\s+\\d{4}"
            + "|(?:" + MONTHS + ")\\s+(?:of\\s+)?\\d{4}"
            + "|q[1-4]\\s*(?:of\\s+)?\\d{4}|\\d{4}[\\s-]?q[1-4]"
            + "|h[12]\\s*(?:of\\s+)?\\d{4}"
            + "|(?:the\\s+)?(?:" + ORDINALS + ")\\s+(?:quarter|half)\\s+(?:of\\s+)?\\d{4}"
            + "|(?:19|20)\\d{2}"
            + "|(?:the\\s+)?(?:last|previous|prior|this|current)\\s+(?:calendar\\s+)?(?:year|quarter|month|week)"
            + "|yesterday)";

    private static final Pattern RANGE = Pattern.compile(
            "\\b(?:between|from)\\s+(?<a>" + PERIOD + ")\\s+(?:and|to|until|through|till)\\s+(?<b>" + PERIOD + ")\\b");
    private static final Pattern DASHED =
            Pattern.compile("\\b(?:in\\s+)?(?<a>(?:19|20)\\d{2})\\s*[-–]\\s*(?<b>(?:19|20)\\d{2})\\b");
    private static final Pattern ROLLING = Pattern.compile(
            "\\b(?:(?:in|over|during|within|for|of)\\s+)?(?:the\\s+)?(?:last|past|previous|trailing)\\s+(?<n>" + COUNTS
                    + ")\\s+(?<unit>" + UNIT + ")\\b");
    private static final Pattern TO_DATE =
            Pattern.compile("\\b(?:year[\\s-]to[\\s-]date|ytd|so far this year|this year so far)\\b");
    private static final Pattern OPEN = Pattern.compile(
            "\\b(?<word>since|after|before|until|till|through|prior to|up to|earlier than|later than|starting in|starting from|from)\\s+(?:the\\s+(?:start|beginning|end)\\s+of\\s+)?(?<a>"
                    + PERIOD + ")(?<onwards>\\s+(?:onwards?|on))?\\b");
    private static final Pattern AS_OF = Pattern.compile(
            "\\b(?:as\\s+(?:of|at)|(?:at|by)\\s+(?:the\\s+)?(?:end|close)\\s+of|on|end\\s+of|year[\\s-]end)\\s+(?:the\\s+end\\s+of\\s+)?(?<a>"
                    + PERIOD + ")\\b");
    private static final Pattern WITHIN =
            Pattern.compile("\\b(?:(?:in|during|for|of|over|throughout|within|on)\\s+)?(?<a>" + PERIOD + ")\\b");
    private static final Pattern GRAIN = Pattern.compile(
            "\\b(?:(?:by|per|each|every|for each|for every|a|over the)\\s+(?:calendar\\s+)?(?<unit>week|month|quarter|year)s?|(?<ly>weekly|monthly|quarterly|yearly|annually|annual)|(?:which|what)\\s+(?<which>month|quarter|year)|year[\\s-](?<yoy>over|by)[\\s-]year|quarter[\\s-](?<qoq>over|by)[\\s-]quarter)\\b");
    /** What is only a part of the time that is named besides. */
    private static final Pattern NARROWER = Pattern.compile("\\b(?:" + MONTHS
            + "|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|weekdays?|half|halves|q[1-4]|h[12]|" + ORDINALS
            + "|mornings?|evenings?)\\b");

    private static final Pattern LEFT_OUT = Pattern.compile(
            "\\b(?:exclud\\w*|except\\w*|not\\s+(?:including|in)|without|outside|other\\s+than|inclusive)\\s+(?:of\\s+)?(?:the\\s+)?$");

    private final LocalDate today;

    public TimeWords(LocalDate today) {
        this.today = today;
    }

    /** A time found at characters {@code start} to {@code end} of a text. */
    public record Found(int start, int end, TimeSpan span) {}

    /** A time axis found at characters {@code start} to {@code end} of a text. */
    public record FoundGrain(int start, int end, Grain grain) {}

    /** The first time of a text; {@code null} if none. */
    public @Nullable Found find(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Pattern pattern : List.of(RANGE, DASHED)) {
            Matcher range = pattern.matcher(lower);
            if (range.find()) {
                TimeSpan a = period(range.group("a"));
                TimeSpan b = period(range.group("b"));
                return found(range, new TimeSpan(a.from(), b.to(), a.label() + " to " + b.label(), false));
            }
        }
        Matcher toDate = TO_DATE.matcher(lower);
        if (toDate.find()) {
            LocalDate start = today.withDayOfYear(1);
            return found(toDate, TimeSpan.within(start, today.plusDays(1), start + " to " + today));
        }
        Matcher rolling = ROLLING.matcher(lower);
        if (rolling.find()) {
            return found(
                    rolling, rolling(NumberWords.value(rolling.group("n")).intValueExact(), rolling.group("unit")));
        }
        Matcher asOf = AS_OF.matcher(lower);
        if (asOf.find()) {
            return found(asOf, period(asOf.group("a")).asOf());
        }
        Matcher open = OPEN.matcher(lower);
        if (open.find()) {
            return found(open, open(open.group("word"), period(open.group("a"))));
        }
        Matcher within = WITHIN.matcher(lower);
        return within.find() ? found(within, period(within.group("a"))) : null;
    }

    /**
     * The days that a text speaks of, where they begin or end with the calendar ("last year", "Q2 2024", "since 2019",
     * "so far this year") and it speaks of no others; else {@code null}.
     */
    public @Nullable Found calendar(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Found found = find(text);
        if (found == null
                || found.span().pointInTime()
                || ROLLING.matcher(lower).find()
                || LEFT_OUT.matcher(lower.substring(0, found.start())).find()) {
            return null;
        }
        String rest = text.substring(0, found.start()) + " ; " + text.substring(found.end());
        return find(rest) == null
                        && !NARROWER.matcher(rest.toLowerCase(Locale.ROOT)).find()
                ? found
                : null;
    }

    /** The first time axis of a text; {@code null} if none. */
    public static @Nullable FoundGrain findGrain(String text) {
        Matcher matcher = GRAIN.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.find()) {
            return null;
        }
        String word = Optional.ofNullable(matcher.group("unit"))
                .or(() -> Optional.ofNullable(matcher.group("ly")))
                .or(() -> Optional.ofNullable(matcher.group("which")))
                .orElse(matcher.group("qoq") != null ? "quarter" : "year");
        Grain grain = word.startsWith("week")
                ? Grain.WEEK
                : word.startsWith("month") ? Grain.MONTH : word.startsWith("quarter") ? Grain.QUARTER : Grain.YEAR;
        return new FoundGrain(matcher.start(), matcher.end(), grain);
    }

    private static Found found(Matcher matcher, TimeSpan span) {
        return new Found(matcher.start(), matcher.end(), span);
    }

    private TimeSpan rolling(int n, String unit) {
        LocalDate end = today.plusDays(1);
        LocalDate start = unit.startsWith("day")
                ? today.minusDays(n)
                : unit.startsWith("week")
                        ? today.minusWeeks(n)
                        : unit.startsWith("month")
                                ? today.minusMonths(n)
                                : unit.startsWith("quarter") ? today.minusMonths(3L * n) : today.minusYears(n);
        return TimeSpan.within(start, end, "the " + n + " " + unit + " to " + today + ", from " + start);
    }

    private static TimeSpan open(String word, TimeSpan period) {
        return switch (word) {
            case "since", "from", "starting in", "starting from" ->
                new TimeSpan(period.from(), null, "since " + period.label(), false);
            case "after", "later than" -> new TimeSpan(period.to(), null, "after " + period.label(), false);
            case "before", "prior to", "earlier than" ->
                new TimeSpan(null, period.from(), "before " + period.label(), false);
            default -> new TimeSpan(null, period.to(), "until " + period.label(), false);
        };
    }

    private TimeSpan period(String phrase) {
        String text = phrase.replaceFirst("^(?:the\\s+)?year\\s+", "")
                .replace(",", " ")
                .replaceAll("\\s+", " ")
                .strip();
        Matcher day = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})").matcher(text);
        if (day.matches()) {
            return day(LocalDate.of(number(day, 1), number(day, 2), number(day, 3)));
        }
        Matcher named = Pattern.compile(
                        "(?:(\\d{1,2}) )?(" + MONTHS + ")(?: (\\d{1,2})(?:st|nd|rd|th)?)?(?: of)? (\\d{4})")
                .matcher(text);
        if (named.matches()) {
            return monthOrDay(named);
        }
        Matcher part = Pattern.compile("(?:the )?(?:(q|h)([1-4])|(" + ORDINALS + ") (quarter|half))(?: of)? ?(\\d{4})")
                .matcher(text);
        if (part.matches()) {
            boolean half = "h".equals(part.group(1)) || "half".equals(part.group(4));
            String ordinal = part.group(2) != null ? part.group(2) : part.group(3);
            return partOfYear(Integer.parseInt(part.group(5)), ordinal(ordinal), half);
        }
        Matcher swapped = Pattern.compile("(\\d{4})[ -]?q([1-4])").matcher(text);
        if (swapped.matches()) {
            return partOfYear(number(swapped, 1), number(swapped, 2), false);
        }
        if (text.matches("\\d{4}")) {
            LocalDate start = LocalDate.of(Integer.parseInt(text), 1, 1);
            return TimeSpan.within(start, start.plusYears(1), text);
        }
        return relative(text);
    }

    private TimeSpan relative(String text) {
        if (text.equals("yesterday")) {
            return day(today.minusDays(1));
        }
        long back = text.contains("this") || text.contains("current") ? 0 : 1;
        if (text.endsWith("week")) {
            LocalDate start = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                    .minusWeeks(back);
            return TimeSpan.within(start, start.plusWeeks(1), "the week from " + start);
        }
        if (text.endsWith("month")) {
            return month(today.withDayOfMonth(1).minusMonths(back));
        }
        if (text.endsWith("quarter")) {
            LocalDate start = today.withDayOfMonth(1)
                    .minusMonths((today.getMonthValue() - 1) % 3)
                    .minusMonths(3 * back);
            return partOfYear(start.getYear(), (start.getMonthValue() + 2) / 3, false);
        }
        LocalDate start = today.withDayOfYear(1).minusYears(back);
        return TimeSpan.within(start, start.plusYears(1), String.valueOf(start.getYear()));
    }

    private static TimeSpan monthOrDay(Matcher named) {
        int month = 1;
        for (Month candidate : Month.values()) {
            if (candidate
                    .getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                    .toLowerCase(Locale.ROOT)
                    .startsWith(named.group(2).substring(0, 3))) {
                month = candidate.getValue();
            }
        }
        String day = named.group(1) != null ? named.group(1) : named.group(3);
        LocalDate first = LocalDate.of(number(named, 4), month, 1);
        int last = first.lengthOfMonth();
        return day == null
                ? month(first)
                : day(first.withDayOfMonth(Math.max(1, Math.min(last, Integer.parseInt(day)))));
    }

    private static TimeSpan month(LocalDate first) {
        String name = first.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return TimeSpan.within(first, first.plusMonths(1), name + " " + first.getYear());
    }

    private static TimeSpan day(LocalDate day) {
        return TimeSpan.within(day, day.plus(1, ChronoUnit.DAYS), day.toString());
    }

    private static TimeSpan partOfYear(int year, int part, boolean half) {
        int months = half ? 6 : 3;
        LocalDate start = LocalDate.of(year, 1, 1).plusMonths((long) months * (part - 1));
        return TimeSpan.within(start, start.plusMonths(months), (half ? "H" : "Q") + part + " " + year);
    }

    private static int ordinal(String word) {
        return switch (word) {
            case "1", "1st", "first" -> 1;
            case "2", "2nd", "second" -> 2;
            case "3", "3rd", "third" -> 3;
            default -> 4;
        };
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
