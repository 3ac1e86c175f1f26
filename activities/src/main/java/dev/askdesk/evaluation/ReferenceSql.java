package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A reference as its author writes it, spelled out as plain statements: any of them is right. */
public final class ReferenceSql {
    /** Items of one list that are combined; of a longer list, only each alone and all together are tried. */
    private static final int MOST_COMBINED = 5;

    private ReferenceSql() {}

    /** @param written as the data set has it */
    public static List<String> alternatives(List<String> written) {
        Set<String> statements = new LinkedHashSet<>();
        for (String text : written) {
            for (String statement : split(text)) {
                statements.addAll(spelledOut(statement));
            }
        }
        return List.copyOf(statements);
    }

    /** At semicolons outside of quotes. */
    private static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        char quote = 0;
        for (char c : text.toCharArray()) {
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            if (c == ';' && quote == 0) {
                statements.add(current.toString());
                current.setLength(0);
            } else {
                current.append(c);
            }
        }
        statements.add(current.toString());
        return statements.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    private static List<String> spelledOut(String statement) {
        int open = statement.indexOf('{');
        int close = statement.indexOf('}', open + 1);
        if (open < 0 || close < 0) {
            return List.of(statement);
        }
        String list = statement.substring(open + 1, close);
        if (list.isBlank()) {
            return List.of();
        }
        List<String> items = Arrays.stream(list.split(",")).map(String::strip).toList();
        List<String> statements = new ArrayList<>();
        for (String part : parts(items)) {
            String chosen = statement.replace("{" + list + "}", part).replace("{}", part);
            statements.addAll(spelledOut(chosen));
        }
        return statements;
    }

    private static List<String> parts(List<String> items) {
        List<String> parts = new ArrayList<>();
        parts.add(String.join(", ", items));
        if (items.size() > MOST_COMBINED) {
            parts.addAll(items);
            return parts;
        }
        for (int mask = (1 << items.size()) - 2; mask > 0; mask--) {
            List<String> part = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    part.add(items.get(i));
                }
            }
            parts.add(String.join(", ", part));
        }
        return parts;
    }
}
