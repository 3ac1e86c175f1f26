package dev.askdesk.evaluation;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a result is the reference's. Strict: the same columns in the same order, and the same multiset of rows.
 * Tolerant: every column of the reference is among the result's, whatever its name and place, its rows paired one to
 * one; numbers differ by at most {@value #TOLERANCE}; a date equals its midnight; further columns are allowed.
 */
public final class ExecutionAccuracy {
    static final double TOLERANCE = 1e-2;
    private static final BigDecimal TOLERATED = BigDecimal.valueOf(TOLERANCE);
    /** Steps of the search for the reference's columns, so that a table of equal columns ends. */
    private static final int MOST_TRIES = 2_000;

    private static final Pattern ASKS_FOR_ORDER = Pattern.compile(
            "\\b(?:order(?:ed|ing)?|sort(?:ed|ing)?|rank(?:ed|ing)?|descending|ascending|alphabetical(?:ly)?|"
                    + "chronological(?:ly)?|(?:high|low|larg|small|bigg|new|old|lat|earli|long|short)est (?:one )?first|"
                    + "(?:high|low|larg|small|new|old)est to)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern MIDNIGHT = Pattern.compile("[T ]00:00(?::00(?:\\.0+)?)?(?:Z|\\+00(?::00)?)?$");

    private ExecutionAccuracy() {}

    /** Whether a question asks for its rows in an order, as far as its words tell. */
    public static boolean asksForOrder(String question) {
        return ASKS_FOR_ORDER.matcher(question).find();
    }

    /** The same multiset of rows, columns in the same order; numbers equal as numbers. */
    public static boolean strict(QueryResult reference, QueryResult result) {
        if (reference.columns().size() != result.columns().size()
                || reference.rows().size() != result.rows().size()) {
            return false;
        }
        return sorted(reference).equals(sorted(result));
    }

    private static List<String> sorted(QueryResult result) {
        return result.rows().stream()
                .map(row -> String.join(
                        "\u0001",
                        row.stream().map(cell -> Cell.of(cell).exactly()).toList()))
                .sorted()
                .toList();
    }

    /** @param ordered whether the rows must come in the reference's order; rows that tie in it may swap */
    public static boolean tolerant(QueryResult reference, QueryResult result, boolean ordered) {
        return reference.rows().size() == result.rows().size()
                && (reference.rows().isEmpty()
                        || result.columns().size() >= reference.columns().size()
                                && new Search(columns(reference), columns(result), ordered).finds(0));
    }

    private static List<List<Cell>> columns(QueryResult result) {
        List<List<Cell>> columns = new ArrayList<>();
        for (int i = 0; i < result.columns().size(); i++) {
            int column = i;
            columns.add(
                    result.rows().stream().map(row -> Cell.of(row.get(column))).toList());
        }
        return columns;
    }

    /** A cell as it is compared. */
    private record Cell(String text, @Nullable BigDecimal number) implements Comparable<Cell> {
        static Cell of(@Nullable String cell) {
            if (cell == null) {
                return new Cell("\u0000", null);
            }
            String text = MIDNIGHT.matcher(cell.strip()).replaceFirst("");
            try {
                return new Cell("", new BigDecimal(text));
            } catch (NumberFormatException notANumber) {
                return new Cell(text.toLowerCase(Locale.ROOT).equals("nan") ? "\u0000" : text, null);
            }
        }

        String exactly() {
            return number == null ? text : number.stripTrailingZeros().toPlainString();
        }

        boolean near(Cell other) {
            return number == null || other.number == null
                    ? number == other.number && text.equals(other.text)
                    : number.subtract(other.number).abs().compareTo(TOLERATED) <= 0;
        }

        @Override
        public int compareTo(Cell other) {
            int byText = text.compareTo(other.text);
            return byText != 0 || number == null || other.number == null ? byText : number.compareTo(other.number);
        }
    }

    /** Looks for each column of the reference among the result's, so that whole rows pair. */
    private static final class Search {
        private final List<List<Cell>> reference;
        private final List<List<Cell>> result;
        private final boolean ordered;
        private final int rows;
        private final int[] chosen;
        private final boolean[][] possible;
        private int tries;

        Search(List<List<Cell>> all, List<List<Cell>> result, boolean ordered) {
            // The rarest columns first: one that the result does not have ends the search at once.
            List<List<Cell>> reference = new ArrayList<>(all);
            reference.sort(Comparator.comparingLong(column -> result.stream()
                    .filter(other -> same(
                            column.stream().sorted().toList(),
                            other.stream().sorted().toList()))
                    .count()));
            this.reference = reference;
            this.result = result;
            this.ordered = ordered;
            this.rows = reference.get(0).size();
            this.chosen = new int[reference.size()];
            this.possible = new boolean[reference.size()][result.size()];
            List<List<Cell>> sorted = result.stream()
                    .map(column -> column.stream().sorted().toList())
                    .toList();
            for (int i = 0; i < reference.size(); i++) {
                List<Cell> wanted = reference.get(i).stream().sorted().toList();
                for (int j = 0; j < result.size(); j++) {
                    possible[i][j] = same(wanted, sorted.get(j));
                }
            }
        }

        boolean finds(int column) {
            if (++tries > MOST_TRIES) {
                return false;
            }
            if (column == reference.size()) {
                return rowsPair() && (!ordered || inOrder());
            }
            for (int candidate = 0; candidate < result.size(); candidate++) {
                if (possible[column][candidate] && !isChosen(candidate, column)) {
                    chosen[column] = candidate;
                    if (finds(column + 1)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isChosen(int candidate, int before) {
            return Arrays.stream(chosen, 0, before).anyMatch(taken -> taken == candidate);
        }

        private boolean rowsPair() {
            boolean[] used = new boolean[rows];
            for (int i = 0; i < rows; i++) {
                int partner = partner(i, used);
                if (partner < 0) {
                    return false;
                }
                used[partner] = true;
            }
            return true;
        }

        /** The row in the same place first, which is where it mostly is. */
        private int partner(int row, boolean[] used) {
            for (int step = 0; step < rows; step++) {
                int other = (row + step) % rows;
                if (!used[other] && rowsNear(row, other)) {
                    return other;
                }
            }
            return -1;
        }

        private boolean rowsNear(int row, int other) {
            for (int i = 0; i < reference.size(); i++) {
                if (!reference.get(i).get(row).near(result.get(chosen[i]).get(other))) {
                    return false;
                }
            }
            return true;
        }

        /** By a column that the reference is sorted by, since rows that tie may come either way; else row by row. */
        private boolean inOrder() {
            boolean rowByRow = true;
            for (int i = 0; i < reference.size(); i++) {
                boolean sameSequence = same(reference.get(i), result.get(chosen[i]));
                if (sameSequence && isSorted(reference.get(i))) {
                    return true;
                }
                rowByRow &= sameSequence;
            }
            return rowByRow;
        }

        private static boolean isSorted(List<Cell> column) {
            boolean up = true;
            boolean down = true;
            for (int i = 1; i < column.size(); i++) {
                int step = column.get(i - 1).compareTo(column.get(i));
                up &= step <= 0;
                down &= step >= 0;
            }
            return up != down;
        }

        private static boolean same(List<Cell> some, List<Cell> others) {
            for (int i = 0; i < some.size(); i++) {
                if (!some.get(i).near(others.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
