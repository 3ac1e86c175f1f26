package dev.askdesk.adapters.model.offline;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Words;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the numbers of a result are in, told by the names of its columns. */
final class Units {
    private static final String AGGREGATES = "^(total|average|median|max|min)_";
    /** Of a name that stands for columns or measures of different units. */
    private static final String MIXED = "";

    private final Map<String, String> byName = new HashMap<>();

    Units(Catalog catalog) {
        for (Catalog.Table table : catalog.tables()) {
            table.columns().forEach(column -> add(column.name(), column.unit()));
        }
        catalog.measures().forEach(measure -> add(measure.name().replace(' ', '_'), measure.unit()));
    }

    private void add(String name, @Nullable String unit) {
        byName.merge(name.toLowerCase(Locale.ROOT), unit == null ? MIXED : unit, (a, b) -> a.equals(b) ? a : MIXED);
    }

    /** A column's name as a person says it, without the unit that its number bears already. */
    String label(String column) {
        String label = Words.ofName(column);
        String unit = unit(column).toLowerCase(Locale.ROOT);
        return !unit.isEmpty() && label.endsWith(" " + unit)
                ? label.substring(0, label.length() - unit.length() - 1)
                : label;
    }

    /** A number with its unit behind it: {@code 5 USD}, {@code 2.1x}, {@code 20 %}; alone where the unit is not known. */
    String with(String column, String number) {
        String unit = unit(column);
        if (unit.equals("x")) {
            return number + "x";
        }
        if (unit.equals("percent")) {
            return number + " %";
        }
        return unit.matches("[A-Z]{3}") ? number + " " + unit : number;
    }

    private String unit(String column) {
        String name = column.toLowerCase(Locale.ROOT);
        return byName.getOrDefault(name, byName.getOrDefault(name.replaceFirst(AGGREGATES, ""), MIXED));
    }
}
