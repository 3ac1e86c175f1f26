package dev.askdesk.adapters.model.offline;

import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Preview;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows in plain words, every number as the rows have it. */
final class PlainWording {
    private static final int NAMED_ROWS = 3;

    private PlainWording() {}

    static String of(InterpretRequest request, Units units) {
        Preview preview = request.preview();
        List<List<@Nullable String>> rows = preview.rows();
        if (request.rowCount() == 0 || rows.isEmpty()) {
            return "No rows match the question.";
        }
        if (rows.size() == 1 && preview.columns().size() == 1) {
            String cell = cell(preview, 0, 0, units);
            String name = sentence(units.label(preview.columns().get(0)));
            return cell.equals(MISSING) ? name + ": there is no data for it." : name + ": " + cell + ".";
        }
        if (rows.size() == 1) {
            return sentence(row(preview, 0, units)) + ".";
        }
        List<String> named = new ArrayList<>();
        for (int i = 0; i < Math.min(NAMED_ROWS, rows.size()); i++) {
            named.add(row(preview, i, units));
        }
        String count = request.truncated()
                ? "More than " + request.rowCount() + " rows; the first "
                : request.rowCount() + " rows; the first ";
        boolean all = request.rowCount() <= NAMED_ROWS;
        return (all ? request.rowCount() + " rows: " : count + "are: ") + String.join("; ", named) + ".";
    }

    private static final String MISSING = "no value";

    private static String row(Preview preview, int row, Units units) {
        List<String> parts = new ArrayList<>();
        for (int column = 0; column < preview.columns().size(); column++) {
            String value = cell(preview, row, column, units);
            boolean number = preview.types().get(column).equals("number");
            parts.add(
                    number && preview.columns().size() > 2
                            ? units.label(preview.columns().get(column)) + " " + value
                            : value);
        }
        return parts.get(0) + (parts.size() == 1 ? "" : " – " + String.join(", ", parts.subList(1, parts.size())));
    }

    private static String cell(Preview preview, int row, int column, Units units) {
        String value = preview.rows().get(row).get(column);
        if (value == null) {
            return MISSING;
        }
        String name = preview.columns().get(column);
        boolean year = name.toLowerCase(Locale.ROOT).contains("year");
        return preview.types().get(column).equals("number") && !year ? units.with(name, grouped(value)) : value;
    }

    /** At most two decimals, of a small fraction three significant digits: the table shows the whole number. */
    private static String grouped(String number) {
        DecimalFormat format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        DecimalFormat cents = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setRoundingMode(RoundingMode.HALF_UP);
        cents.setRoundingMode(RoundingMode.HALF_UP);
        try {
            BigDecimal value = new BigDecimal(number);
            boolean small = value.signum() != 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
            return small
                    ? value.round(new MathContext(3, RoundingMode.HALF_UP))
                            .stripTrailingZeros()
                            .toPlainString()
                    : (value.stripTrailingZeros().scale() > 0 ? cents : format).format(value);
        } catch (NumberFormatException infinityOrNaN) {
            return number;
        }
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
