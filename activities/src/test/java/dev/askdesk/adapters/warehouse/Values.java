package dev.askdesk.adapters.warehouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of {@code values.txt}. */
final class Values {
    private static final List<String> DIALECTS = List.of("duckdb", "postgresql", "databricks");
    private static final Pattern REPEATED = Pattern.compile("(\\d+) x (.+)");

    private Values() {}

    /**
     * A value and how each engine is asked for it.
     *
     * @param name with the section's before it
     * @param type of {@link dev.askdesk.workflows.ask.Preview}'s
     * @param expressions by dialect; an engine without such a value is absent
     */
    record Value(
            String section,
            String name,
            String type,
            @Nullable String cell,
            Map<String, String> expressions) {}

    static List<Value> all() {
        List<Value> values = new ArrayList<>();
        String section = "";
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = line.substring(1, line.length() - 1);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                values.add(value(section, line));
            }
        }
        return values;
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Values.class.getResourceAsStream("values.txt")), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Value value(String section, String line) {
        List<String> parts = Arrays.asList(line.split(" \\| ", -1));
        if (parts.size() != 3 + DIALECTS.size()) {
            throw new IllegalStateException(line);
        }
        Map<String, String> expressions = new LinkedHashMap<>();
        String expression = "";
        for (int i = 0; i < DIALECTS.size(); i++) {
            String told = parts.get(3 + i).strip();
            boolean isAbsent = told.startsWith("- ");
            expression = told.equals("=") || isAbsent ? expression : told;
            if (!isAbsent) {
                expressions.put(DIALECTS.get(i), expression);
            }
        }
        return new Value(
                section, section + ": " + parts.get(0), parts.get(1), cell(parts.get(1), parts.get(2)), expressions);
    }

    private static @Nullable String cell(String type, String told) {
        if (told.equals("null")) {
            return null;
        }
        Matcher repeated = REPEATED.matcher(told);
        if (repeated.matches()) {
            return repeated.group(2).repeat(Integer.parseInt(repeated.group(1)));
        }
        if (type.equals("number")) {
            return new BigDecimal(told).toPlainString();
        }
        try {
            return told.startsWith("\"") ? Cells.JSON.readTree(told).textValue() : told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that an engine has, by section. */
    static Map<String, List<Value>> of(String dialect) {
        return all().stream()
                .filter(value -> value.expressions().containsKey(dialect))
                .collect(Collectors.groupingBy(Value::section, LinkedHashMap::new, Collectors.toList()));
    }
}
