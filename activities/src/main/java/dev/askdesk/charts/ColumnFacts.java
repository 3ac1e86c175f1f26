package dev.askdesk.charts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a column's name, type and cells tell about it. */
final class ColumnFacts {
    private static final Pattern ID = Pattern.compile("(^|.*_)(id|ids|uuid|guid|key|zip|phone|isin|cik)$");
    private static final Pattern RANK = Pattern.compile("(rank|ranking|row_number|row_num|rn|position|no|nr)");
    private static final Pattern MONEY = Pattern.compile(
            "(usd|eur|gbp|amount|invested|investment|cost|price|revenue|arr|nav|fees?|capital|valuation|proceeds|value|paid)");
    private static final Pattern COUNT =
            Pattern.compile("(count|cnt|number|num|n|deals|headcount|employees|companies)");

    private final ChartSpec.Column column;
    private final String type;
    private final String snake;
    private final List<@Nullable String> cells;

    ColumnFacts(int index, String name, String type, List<? extends List<@Nullable String>> rows) {
        this.type = type;
        this.snake = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .replaceAll("[^\\p{L}\\p{N}%]+", "_")
                .toLowerCase(Locale.ROOT);
        this.column = new ChartSpec.Column(index, Labels.readable(name));
        this.cells = new ArrayList<>();
        rows.forEach(row -> cells.add(index < row.size() ? row.get(index) : null));
    }

    static List<ColumnFacts> all(
            List<String> columns, List<String> types, List<? extends List<@Nullable String>> rows) {
        List<ColumnFacts> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            all.add(new ColumnFacts(i, columns.get(i), i < types.size() ? types.get(i) : "text", rows));
        }
        return all;
    }

    ChartSpec.Column column() {
        return column;
    }

    /** Empty where the cells are no points in time. */
    Optional<TimeScale> time() {
        return switch (type) {
            case "boolean" -> Optional.empty();
            case "number" -> isYear() ? TimeScale.of(cells) : Optional.empty();
            default -> TimeScale.of(cells);
        };
    }

    /** Whether the cells are amounts: numbers that are no ids, ranks or years. */
    boolean isMeasure() {
        return "number".equals(type) && !isId() && !isRank() && !isYear() && !isPartOfDate();
    }

    boolean isLabel() {
        return ("text".equals(type) || "boolean".equals(type)) && !isId() && time().isEmpty();
    }

    /** Whether the column tells rows apart and nothing else, or nothing at all. */
    boolean saysNothing() {
        return isId() || isRank() || (cells.size() > 1 && !"number".equals(type) && distinct() <= 1);
    }

    boolean isCurrency() {
        return snake.contains("currency") || snake.contains("unit");
    }

    int distinct() {
        return new HashSet<>(cells).size();
    }

    int distinctWith(ColumnFacts other) {
        Set<List<@Nullable String>> pairs = new HashSet<>();
        for (int i = 0; i < cells.size(); i++) {
            pairs.add(Arrays.asList(cells.get(i), other.cells.get(i)));
        }
        return pairs.size();
    }

    boolean hasMissing() {
        return cells.contains(null);
    }

    List<Double> numbers() {
        List<Double> numbers = new ArrayList<>();
        cells.stream().map(ColumnFacts::number).filter(Objects::nonNull).forEach(numbers::add);
        return numbers;
    }

    /** Whether the numbers differ and most are there. */
    boolean isWorthSeeing() {
        List<Double> numbers = numbers();
        return numbers.size() * 3 >= cells.size() * 2 && new HashSet<>(numbers).size() > 1;
    }

    String unit() {
        List<String> words = List.of(snake.split("_", -1));
        boolean percent = snake.contains("%")
                || words.contains("pct")
                || words.contains("percent")
                || words.contains("percentage");
        if (percent) {
            // Shares of 1 are percent by name, not by value.
            return numbers().stream().anyMatch(number -> Math.abs(number) > 1.5) ? "%" : "";
        }
        if (words.contains("moic") || words.contains("tvpi") || words.contains("dpi") || words.contains("multiple")) {
            return "x";
        }
        return words.contains("usd") ? "$" : words.contains("eur") ? "€" : words.contains("gbp") ? "£" : "";
    }

    /** What kind of thing is measured, so that unlike things are not drawn on one axis; empty where it is not known. */
    String dimension() {
        if (!unit().isEmpty()) {
            return unit().matches("[$€£]") ? "money" : unit();
        }
        for (String word : snake.split("_", -1)) {
            if (COUNT.matcher(word).matches()) {
                return "count";
            }
            if (MONEY.matcher(word).matches()) {
                return "money";
            }
        }
        return "";
    }

    /** Whether the numbers can be added up: an average or a rate cannot. */
    boolean addsUp() {
        return dimension().matches("count|money")
                && !snake.matches("(.*_)?(avg|average|mean|median|min|max|per|rate)(_.*)?");
    }

    static @Nullable Double number(@Nullable String cell) {
        if (cell == null) {
            return null;
        }
        try {
            double number = new BigDecimal(cell).doubleValue();
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private boolean isId() {
        return ID.matcher(snake).matches();
    }

    private boolean isRank() {
        return "number".equals(type) && RANK.matcher(snake).matches() && distinct() == cells.size();
    }

    private boolean isYear() {
        return (snake.contains("year") || snake.contains("vintage") || snake.contains("founded"))
                && !numbers().isEmpty()
                && numbers().stream().allMatch(year -> year == Math.rint(year) && year >= 1800 && year <= 2200);
    }

    /** A month or a quarter by its number belongs to a year, and is no amount. */
    private boolean isPartOfDate() {
        return snake.matches("(.*_)?(month|quarter|week|day|weekday|hour)(_(of_.*|number|num|no))?");
    }
}
