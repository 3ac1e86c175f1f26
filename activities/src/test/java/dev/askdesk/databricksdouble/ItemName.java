package dev.askdesk.databricksdouble;

import dev.askdesk.databricksdouble.Token.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How Databricks names a column of a result that has no alias. */
final class ItemName {

    private ItemName() {}

    /** {@code null} where the column's own name or an alias is its name. */
    static @Nullable String of(List<Token> item) {
        if (item.isEmpty() || isNamed(item)) {
            return null;
        }
        if (item.size() == 1) {
            return item.get(0).text();
        }
        if (item.get(0).is("(") && item.get(1).isAny("select", "with")) {
            return "scalarsubquery()";
        }
        String text = text(item);
        return hasOperator(item) ? "(" + text + ")" : text;
    }

    private static boolean isNamed(List<Token> item) {
        int last = item.size() - 1;
        boolean chain = true;
        int depth = 0;
        for (int i = 0; i <= last; i++) {
            Token token = item.get(i);
            depth += token.isAny("(", "[") ? 1 : token.isAny(")", "]") ? -1 : 0;
            if (depth == 0
                    && (token.is("as")
                            || (token.is("*") && (i == 0 || item.get(i - 1).is("."))))) {
                return true;
            }
            chain &= i % 2 == 0 ? token.isName() : token.is(".");
        }
        boolean constant = last == 0 && item.get(0).isAny("true", "false", "null", "current_date", "current_timestamp");
        return (chain && !constant)
                || (last > 0 && item.get(last).isName() && alias(item.get(last - 1), item.get(last)));
    }

    private static boolean alias(Token before, Token last) {
        boolean value = before.isName() || before.kind() != Kind.SYMBOL || before.isAny(")", "]");
        boolean word = last.kind() == Kind.WORD
                && (last.isAny(
                                "end", "null", "true", "false", "day", "days", "month", "months", "year", "years",
                                "hour")
                        || before.isAny("and", "or", "not", "is", "like", "in", "then", "else", "div"));
        return value && !word && !before.isAny("and", "or", "not", "like", "in", "then", "else", "div");
    }

    private static boolean hasOperator(List<Token> item) {
        int depth = 0;
        for (Token token : item) {
            depth += token.isAny("(", "[") ? 1 : token.isAny(")", "]") ? -1 : 0;
            if (depth == 0 && token.isAny("+", "-", "*", "/", "%", "=", "<", ">", "<=", ">=", "<>", "and", "or")) {
                return !item.get(0).is("case");
            }
        }
        return false;
    }

    private static String text(List<Token> item) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < item.size(); i++) {
            Token token = item.get(i);
            boolean star = token.is("*") && i > 0 && item.get(i - 1).is("(");
            String word = star ? "1" : token.text();
            boolean call = token.kind() == Kind.WORD
                    && i + 1 < item.size()
                    && item.get(i + 1).is("(");
            boolean glued = i == 0
                    || token.isAny(")", ",", ".", "[", "]")
                    || item.get(i - 1).isAny("(", ".", "[")
                    || (token.is("(") && item.get(i - 1).kind() == Kind.WORD);
            text.append(glued ? "" : " ").append(call ? word.toLowerCase(Locale.ROOT) : word);
        }
        return text.toString();
    }
}
