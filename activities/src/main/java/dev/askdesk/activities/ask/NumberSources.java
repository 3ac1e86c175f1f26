package dev.askdesk.activities.ask;

import dev.askdesk.activities.ask.NumberMention.Unit;
import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the numbers of an answer may come from. */
final class NumberSources {
    private static final Pattern FRACTION_NAME = Pattern.compile(
            "(?i)share|ratio|rate|fraction|pct|percent|margin|growth|irr|yield|return|weight|change|ownership");
    private static final Pattern MULTIPLE_NAME =
            Pattern.compile("(?i)moic|multiple|tvpi|dpi|rvpi|times|ratio|(?:_|\\b)x$");
    private static final Pattern COUNT_NAME = Pattern.compile(
            "(?i)^n$|(?:^|_)(?:count|counts|number|num|amount|total|usd|eur|gbp|invested|revenue|cost|price)(?:_|$)|^count\\(");
    private static final Pattern SCALE_NAME = Pattern.compile(
            "(?i)(?:_|\\b)(?:(?:in_)?(?:usd_?|eur_?)?(m|mm|mn|mio|millions?|k|thousands?|bn|billions?)|(m|k)usd)$");
    private static final Pattern SQL_STRING = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern SQL_BEFORE_DATE =
            Pattern.compile("(?i)<\\s*(?:CAST\\s*\\(\\s*|DATE\\s*|TIMESTAMP\\s*)?'(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern SQL_CONDITION = Pattern.compile(
            "(?i)(?:[=<>]|\\bBETWEEN|\\bAND|\\bINTERVAL|\\bTHEN)\\s*'?([-+]?\\d+(?:\\.\\d+)?)(?![\\w.-]|\\s*[-+*/])");
    private static final Pattern SQL_LIST = Pattern.compile("(?i)\\bIN\\s*\\(([^()]*)\\)");
    private static final Pattern SQL_LIMIT =
            Pattern.compile("(?i)\\b(?:LIMIT|TOP|FETCH\\s+FIRST|FETCH\\s+NEXT)\\s*\\(?\\s*(\\d+)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d_]*\\d[\\p{L}\\d_]*");

    /**
     * A number of a cell.
     *
     * @param fraction whether it may be said in percent
     * @param ofOne whether its column holds fractions of one, so that in percent it is a hundred times as much
     * @param multiple whether it may be said as "2.5x"
     * @param counted whether its column's name says that it counts things or money
     * @param scale what its column's name says it is counted in
     */
    record Cell(
            BigDecimal value, boolean fraction, boolean ofOne, boolean multiple, boolean counted, BigDecimal scale) {}

    final Set<Cell> cells = new HashSet<>();
    /** Numbers of question and assumptions: to be repeated as they are. */
    final List<NumberMention> repeatable = new ArrayList<>();

    final Set<BigDecimal> sqlConditions = new HashSet<>();
    final Set<BigDecimal> sqlLimits = new HashSet<>();
    final Set<DateMention> dates = new HashSet<>();
    final Set<String> names = new HashSet<>();
    final Set<String> words = new HashSet<>();
    final BigDecimal rowCount;

    NumberSources(QueryResult result, String question, String sql, List<String> assumptions) {
        rowCount = BigDecimal.valueOf(result.rows().size());
        for (int column = 0; column < result.columns().size(); column++) {
            addColumn(result, column);
        }
        result.rows().forEach(row -> addDateParts(result.columns(), row));
        addText(question);
        assumptions.forEach(this::addText);
        addSql(sql);
    }

    private void addColumn(QueryResult result, int column) {
        String name = result.columns().get(column);
        String type = result.types().get(column);
        addWords(name);
        List<BigDecimal> numbers = new ArrayList<>();
        for (List<@Nullable String> row : result.rows()) {
            String cell = row.get(column);
            if (cell == null) {
                continue;
            }
            BigDecimal number = type.equals("number") || type.equals("text") ? decimal(cell) : null;
            if (number != null) {
                numbers.add(number);
            } else {
                addTextCell(cell, type);
            }
        }
        boolean ofOne = numbers.stream()
                .anyMatch(number -> !isInteger(number) && number.abs().compareTo(BigDecimal.ONE) < 0);
        boolean fraction = FRACTION_NAME.matcher(name).find() || ofOne;
        boolean multiple = MULTIPLE_NAME.matcher(name).find();
        boolean counted = COUNT_NAME.matcher(name).find();
        BigDecimal scale = columnScale(name);
        numbers.forEach(
                number -> cells.add(new Cell(number.stripTrailingZeros(), fraction, ofOne, multiple, counted, scale)));
    }

    private void addTextCell(String cell, String type) {
        if (type.equals("date") || type.equals("timestamp")) {
            addDate(cell, 0);
            Matcher time = Pattern.compile("\\d{2}:\\d{2}(?::\\d{2})?").matcher(cell);
            if (time.find()) {
                names.add(time.group());
                names.add(time.group().substring(0, 5));
            }
        } else if (cell.length() <= 500 && WORD.matcher(cell).find()) {
            addName(cell);
            dates.addAll(DateMention.in(cell));
        }
    }

    private void addName(String name) {
        addWords(name);
        // A name of digits alone would hide any number that begins with them.
        if (name.chars().anyMatch(Character::isLetter)) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
    }

    private void addWords(String text) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
    }

    private void addText(String text) {
        String ascii = NumericCheck.asciiDigits(text);
        addWords(ascii);
        dates.addAll(DateMention.in(ascii));
        repeatable.addAll(NumberMention.in(ascii));
    }

    private void addSql(String sql) {
        Matcher string = SQL_STRING.matcher(sql);
        while (string.find()) {
            String literal = string.group(1).replace("''", "'");
            addDate(literal, 0);
            dates.addAll(DateMention.in(literal));
            addName(literal.replace("%", ""));
            Matcher span = Pattern.compile("(?i)^(\\d{1,4}) (?:day|week|month|quarter|year)s?$")
                    .matcher(literal);
            if (span.find()) {
                sqlConditions.add(new BigDecimal(span.group(1)));
            }
        }
        Matcher before = SQL_BEFORE_DATE.matcher(sql);
        while (before.find()) {
            addDate(before.group(1), -1);
        }
        addNumbers(SQL_CONDITION, sql, sqlConditions);
        addNumbers(SQL_LIMIT, sql, sqlLimits);
        Matcher list = SQL_LIST.matcher(sql);
        while (list.find()) {
            addNumbers(Pattern.compile("(?<![\\w.-])(\\d+(?:\\.\\d+)?)(?![\\w.-])"), list.group(1), sqlConditions);
        }
    }

    private static void addNumbers(Pattern pattern, String sql, Set<BigDecimal> into) {
        Matcher matcher = pattern.matcher(sql);
        while (matcher.find()) {
            into.add(new BigDecimal(matcher.group(1)).abs().stripTrailingZeros());
        }
    }

    private void addDate(String text, int plusDays) {
        try {
            if (text.length() >= 10) {
                dates.add(DateMention.of(LocalDate.parse(text.substring(0, 10)).plusDays(plusDays)));
            }
        } catch (DateTimeException notADate) {
            // A literal of ten characters that is no date is a name.
        }
    }

    /** Year, quarter and month in columns of their own belong together. */
    private void addDateParts(List<String> columns, List<@Nullable String> row) {
        Integer year = part(columns, row, "year", 9999);
        Integer quarter = part(columns, row, "quarter", 4);
        Integer month = part(columns, row, "month", 12);
        if (year != null || quarter != null || month != null) {
            dates.add(DateMention.parts(year, month, null, quarter, null));
        }
    }

    private static @Nullable Integer part(List<String> columns, List<@Nullable String> row, String name, int highest) {
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).toLowerCase(Locale.ROOT);
            String cell = row.get(i);
            boolean named = column.equals(name) || column.endsWith("_" + name);
            if (named && cell != null && cell.matches("\\d{1,4}") && Integer.parseInt(cell) <= highest) {
                return Integer.valueOf(cell);
            }
        }
        return null;
    }

    void addDate(LocalDate date) {
        dates.add(DateMention.of(date));
    }

    static boolean isInteger(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static @Nullable BigDecimal decimal(String cell) {
        return cell.strip().matches("[-+]?\\d{1,40}(\\.\\d{1,40})?") ? new BigDecimal(cell.strip()) : null;
    }

    /** "amount_musd" and "revenue_in_millions" hold millions. */
    private static BigDecimal columnScale(String name) {
        Matcher matcher = SCALE_NAME.matcher(name);
        if (!matcher.find()) {
            return BigDecimal.ONE;
        }
        String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return switch (word.toLowerCase(Locale.ROOT).charAt(0)) {
            case 'k', 't' -> BigDecimal.valueOf(1_000);
            case 'b' -> BigDecimal.valueOf(1_000_000_000);
            default -> BigDecimal.valueOf(1_000_000);
        };
    }

    /** Whether a number of question or assumptions is repeated: the same size, and the same kind of number. */
    boolean repeats(NumberMention mention) {
        return repeatable.stream()
                .anyMatch(source -> source.value() != null
                        && mention.value() != null
                        && source.value().compareTo(mention.value()) == 0
                        && (source.unit() == Unit.PERCENT) == (mention.unit() == Unit.PERCENT)
                        && (source.unit() == Unit.TIMES) == (mention.unit() == Unit.TIMES)
                        && (!mention.currency() || source.currency() || source.unit() == Unit.SCALED));
    }
}
