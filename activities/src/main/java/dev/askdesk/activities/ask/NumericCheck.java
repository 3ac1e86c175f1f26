package dev.askdesk.activities.ask;

import dev.askdesk.activities.ask.NumberMention.Unit;
import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds every number of an answer against the rows that it is meant to come from.
 *
 * <p>A number is supported by a cell that it equals within half a unit of the last digit written ("12.3M" by 12345678,
 * "45%" by 0.45 or 45); sums of money and scaled numbers besides must be within 5 %, so that "$1 billion" is not what
 * 0.6 billion was rounded to, and a bare integer below 100 must equal its cell, since it reads as a count. It may also
 * be the number of rows, or repeat a number of the question, the assumptions or the SQL's conditions. Dates are held
 * against dates, part by part. A figure derived from several cells is not supported. In doubt a number is reported.
 */
public final class NumericCheck {
    private static final Pattern CLAIM = Pattern.compile(
            "(?i)\\b(?:are|is|was|were|has|have|had|invested|raised|totals?|totall?ed|total of|worth|equals?)\\s+(?:(?:about|around|exactly|only|a total of)\\s+)?$");
    private static final Pattern LIST_NUMBER = Pattern.compile("(?m)^[ \\t]*(\\d{1,3})[.)](?=[ \\t])");
    private static final Pattern ORDINAL = Pattern.compile("\\d{1,3}\\p{L}{2}");
    private static final Pattern DECLINE = Pattern.compile(
            "(?i)\\b(?:loss|losses|lost|lose|los(?:es|ing)|decreas\\w*|declin\\w*|down|fell|fall|fallen|falling|drop\\w*|negative|minus"
                    + "|below|lower|reduc\\w*|shrank|shrunk|shrink\\w*|outflow\\w*|under|less|deficit|shortfall|contract\\w*|written off"
                    + "|write-?(?:off|down)\\w*|worse)\\b");
    private static final BigDecimal TWENTY = BigDecimal.valueOf(20);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TEN_THOUSAND = BigDecimal.valueOf(10_000);

    private final String answer;
    private final NumberSources sources;

    private NumericCheck(String answer, NumberSources sources) {
        this.answer = answer;
        this.sources = sources;
    }

    /**
     * The numbers and dates of an answer, as it writes them, that nothing supports; empty when all are.
     *
     * @param text the answer
     * @param result the rows that it is about, all that were returned
     * @param question what was asked
     * @param sql the statement that returned the rows
     * @param assumptions sentences whose numbers may be repeated
     * @param sentAt when the question was asked; its date may be named
     */
    public static List<String> unsupported(
            String text,
            QueryResult result,
            String question,
            String sql,
            List<String> assumptions,
            @Nullable Instant sentAt) {
        NumberSources sources = new NumberSources(result, question, sql, assumptions);
        if (sentAt != null) {
            sources.addDate(sentAt.atZone(ZoneOffset.UTC).toLocalDate());
        }
        return new NumericCheck(asciiDigits(text), sources).unsupported();
    }

    /** Whether a text states a number, exactly or rounded as it writes it. */
    public static boolean states(String text, BigDecimal number) {
        QueryResult cell =
                new QueryResult(List.of("number"), List.of("number"), List.of(List.of(number.toPlainString())), false);
        NumericCheck check = new NumericCheck(asciiDigits(text), new NumberSources(cell, "", "", List.of()));
        for (NumberMention mention : NumberMention.in(check.answer)) {
            BigDecimal value = mention.value();
            if (value != null && check.sources.cells.stream().anyMatch(held -> check.matches(mention, value, held))) {
                return true;
            }
        }
        return false;
    }

    private List<String> unsupported() {
        Set<String> unsupported = new LinkedHashSet<>();
        String rest = withoutListNumbers(withoutNames(answer));
        for (DateMention date : DateMention.in(rest)) {
            if (sources.dates.stream().noneMatch(date::supportedBy)
                    && !sources.words.contains(date.written().toLowerCase(Locale.ROOT))) {
                unsupported.add(date.written());
            }
            rest = blank(rest, date.start(), date.start() + date.written().length());
        }
        List<NumberMention> mentions = NumberMention.in(rest);
        for (int i = 0; i < mentions.size(); i++) {
            NumberMention mention = mentions.get(i);
            NumberMention inRange = i + 1 < mentions.size() ? mention.withUnitOf(mentions.get(i + 1), rest) : null;
            if (!supported(mention) && (inRange == null || !supported(inRange))) {
                unsupported.add(mention.written().strip());
            }
        }
        return new ArrayList<>(unsupported);
    }

    private boolean supported(NumberMention mention) {
        if (mention.unit() == Unit.ORDINAL
                && !mention.currency()
                && mention.written().length() <= 5) {
            return isAmongRows(mention)
                    || sources.words.contains(mention.written().toLowerCase(Locale.ROOT));
        }
        if (mention.unit() == Unit.WORD) {
            return sources.words.contains(mention.written().toLowerCase(Locale.ROOT));
        }
        BigDecimal value = mention.value();
        if (value == null) {
            return false;
        }
        boolean bare = mention.unit() == Unit.NONE && !mention.currency();
        BigDecimal plain = value.stripTrailingZeros();
        return (bare && value.compareTo(sources.rowCount) == 0 && mention.sign() > 0)
                || (bare && isYear(mention))
                || (!isStatedAsFact(mention) && isOfTheQuestion(mention, plain, bare))
                || sources.cells.stream().anyMatch(cell -> matches(mention, value, cell));
    }

    /** "The 4th" of three rows is none. */
    private boolean isAmongRows(NumberMention mention) {
        String digits = mention.written().replaceAll("\\D", "");
        return !digits.isEmpty() && new BigDecimal(digits).compareTo(sources.rowCount) <= 0;
    }

    /** A number of the question or of the SQL's conditions may be repeated: "the top 5", "above 10 million". */
    private boolean isOfTheQuestion(NumberMention mention, BigDecimal plain, boolean bare) {
        return (bare && sources.sqlLimits.contains(plain))
                || sources.sqlConditions.contains(plain)
                || (mention.unit() == Unit.PERCENT
                        && sources.sqlConditions.contains(plain.movePointLeft(2).stripTrailingZeros()))
                || sources.repeats(mention);
    }

    /** "There are 5", "invested $10 million": what stands behind such a verb is a claim, not a repetition. */
    private boolean isStatedAsFact(NumberMention mention) {
        return CLAIM.matcher(answer.substring(0, mention.start())).find();
    }

    private boolean isYear(NumberMention mention) {
        return mention.written().matches("(?:19|20)\\d\\d")
                && sources.dates.stream()
                        .anyMatch(date -> Integer.valueOf(mention.written()).equals(date.year()));
    }

    private boolean matches(NumberMention mention, BigDecimal value, NumberSources.Cell cell) {
        if (!unitFits(mention, cell)) {
            return false;
        }
        List<BigDecimal> readings = new ArrayList<>();
        if (!(cell.ofOne() && mention.unit() == Unit.PERCENT)) {
            readings.add(cell.value());
        }
        if (cell.scale().compareTo(BigDecimal.ONE) != 0) {
            readings.add(cell.value().multiply(cell.scale()));
        }
        if (cell.fraction() && mention.unit() == Unit.PERCENT) {
            readings.add(cell.value().multiply(HUNDRED));
        }
        if (cell.fraction() && mention.unit() == Unit.BASIS_POINTS) {
            readings.add(cell.value().multiply(TEN_THOUSAND));
        }
        return readings.stream()
                .anyMatch(reading -> signFits(mention, reading) && sizeFits(mention, value, reading.abs()));
    }

    /** Seven investments are neither 7% nor 7x. */
    private static boolean unitFits(NumberMention mention, NumberSources.Cell cell) {
        return switch (mention.unit()) {
            case PERCENT, BASIS_POINTS -> cell.fraction() || !cell.counted();
            case TIMES -> cell.multiple() || !cell.counted();
            default -> true;
        };
    }

    /** A number without its minus needs a word that says so: "a loss of 5.2M". */
    private boolean signFits(NumberMention mention, BigDecimal reading) {
        return switch (reading.signum()) {
            case -1 -> mention.sign() <= 0 || DECLINE.matcher(sentence(mention)).find();
            case 1 -> mention.sign() >= 0;
            default -> true;
        };
    }

    private static boolean sizeFits(NumberMention mention, BigDecimal value, BigDecimal reading) {
        BigDecimal off = value.subtract(reading).abs();
        if (off.signum() == 0) {
            return true;
        }
        if (value.signum() == 0 || off.compareTo(mention.half()) > 0) {
            return false;
        }
        boolean money = mention.currency() || mention.unit() == Unit.SCALED;
        if (money) {
            return off.multiply(TWENTY).compareTo(reading) <= 0;
        }
        boolean count = mention.unit() == Unit.NONE && NumberSources.isInteger(value) && value.scale() <= 0;
        return !count || value.compareTo(HUNDRED) >= 0;
    }

    private String sentence(NumberMention mention) {
        int start = mention.start();
        while (start > 0 && !endsSentence(start - 1)) {
            start--;
        }
        int end = mention.start() + mention.written().length();
        while (end < answer.length() && !endsSentence(end)) {
            end++;
        }
        return answer.substring(start, end);
    }

    private boolean endsSentence(int at) {
        char c = answer.charAt(at);
        boolean last = at + 1 == answer.length() || Character.isWhitespace(answer.charAt(at + 1));
        return c == '\n' || c == ';' || ((c == '.' || c == '!' || c == '?') && last);
    }

    /** Names of the rows that hold digits: no amounts, unless a unit or more digits follow. */
    private String withoutNames(String text) {
        String rest = text;
        for (String name : sources.names) {
            Pattern pattern = Pattern.compile(
                    "(?<![\\p{L}\\d.,$€£-])" + Pattern.quote(name)
                            + "(?![\\p{L}\\d%]|[.,:]\\d|\\s?(?:%|percent|thousand|million|billion|trillion|mn|bn|[kmb]\\b))",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            Matcher matcher = pattern.matcher(rest);
            while (matcher.find()) {
                rest = blank(rest, matcher.start(), matcher.end());
            }
        }
        return rest;
    }

    /** Only numbers that count up from one: "45. " at the start of a line is no list. */
    private static String withoutListNumbers(String text) {
        String rest = text;
        int expected = 1;
        Matcher matcher = LIST_NUMBER.matcher(text);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            if (number == expected || number == 1) {
                expected = number + 1;
                rest = blank(rest, matcher.start(1), matcher.end());
            }
        }
        return rest;
    }

    private static String blank(String text, int start, int end) {
        return text.substring(0, start) + " ".repeat(end - start) + text.substring(end);
    }

    /** Digits of other scripts written as ours. */
    static String asciiDigits(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return ascii.toString();
    }
}
