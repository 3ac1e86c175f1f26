package dev.askdesk.adapters.model;

import dev.askdesk.workflows.ask.Decision;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL that a model wrote without the JSON it was asked for, or in JSON that is broken around it. */
final class SqlText {
    private static final Pattern START =
            Pattern.compile("(?is)\\A(?:\\s|\\(|--[^\\n]*\\n|/\\*.{0,2000}?\\*/)*+(?:SELECT|WITH|FROM|VALUES)\\b");

    /** A quoted statement under the key "sql", up to the quote before the next key or the closing brace. */
    private static final Pattern BROKEN_JSON =
            Pattern.compile("(?is)[\"']?\\b(?:sql|query)\\b[\"']?\\s*[:=]\\s*(\"\"\"|\"|'|`)(.{0,8000}?)\\1\\s*"
                    + "(?=,\\s*[\"']?(?:assumptions|question|options|reason|tool|name)\\b|\\}|\\))");

    /** The form in which some models are trained to call: a tag for each parameter. */
    private static final Pattern TAGGED = Pattern.compile("(?is)<parameter=(?:sql|query)>(.*?)</parameter>");

    private static final Pattern FENCED = Pattern.compile("(?is)```[ \\t]*(?:\\w+)?[ \\t]*\\R?(.*?)```");
    private static final Pattern OPEN_FENCE =
            Pattern.compile("(?is)```[ \\t]*(?:sql|duckdb|databricks|spark|postgres(?:ql)?)?[ \\t]*\\R(.*)");
    private static final Pattern BARE = Pattern.compile(
            "(?im)^[ \\t]*(?:SQL[ \\t]*:[ \\t]*)?(SELECT\\b|WITH\\s+(?:RECURSIVE\\s+)?[\\w\"]+\\s*(?:\\([^)]*\\)\\s*)?AS\\s*\\()");

    private SqlText() {}

    /** A statement in a form that says where it ends. */
    static Optional<Decision> call(String text) {
        for (Pattern pattern : List.of(TAGGED, BROKEN_JSON, FENCED)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String group = matcher.group(matcher.groupCount());
                String sql = tidy(pattern == BROKEN_JSON ? unescape(group) : group);
                if (startsLikeSql(sql) && (pattern != BROKEN_JSON || isMeant(text, matcher.start()))) {
                    return Optional.of(new Decision.SqlQuery(sql, List.of()));
                }
            }
        }
        return Optional.empty();
    }

    /** As with whole JSON: what a sentence quotes is no call, unless it names the tool. */
    private static boolean isMeant(String text, int at) {
        int brace = text.lastIndexOf('{', at);
        return text.contains(Tools.SQL_QUERY) || JsonCalls.standsAlone(text, brace < 0 ? at : brace);
    }

    /**
     * A statement that stands in the text as it is.
     *
     * @param complete whether the text's end ends the statement; otherwise only a semicolon does
     */
    static Optional<Decision> bare(String text, boolean complete) {
        Matcher fence = OPEN_FENCE.matcher(text);
        String body = fence.find() && startsLikeSql(fence.group(1)) ? fence.group(1) : text;
        Matcher matcher = BARE.matcher(body);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String rest = body.substring(matcher.start(1));
        int end = endOfStatement(rest);
        if (end == rest.length() && !complete) {
            return Optional.empty();
        }
        return Optional.of(new Decision.SqlQuery(tidy(rest.substring(0, end)), List.of()));
    }

    static boolean startsLikeSql(String text) {
        return START.matcher(text).find();
    }

    /** Without fences and without semicolons at its end. */
    static String tidy(String sql) {
        String text = sql.strip();
        if (text.startsWith("```")) {
            Matcher fenced = FENCED.matcher(text);
            text = fenced.find() ? fenced.group(1).strip() : text;
        }
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ';' || Character.isWhitespace(text.charAt(end - 1)))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String unescape(String json) {
        return json.replace("\\n", "\n").replace("\\t", "\t").replace("\\\"", "\"");
    }

    /** The first semicolon or empty line outside of quotes, a closing tag or fence, or the end. */
    private static int endOfStatement(String text) {
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == ';' || text.startsWith("```", i) || text.startsWith("</", i)) {
                return i;
            } else if (c == '\n'
                    && text.substring(i + 1, Math.min(i + 80, text.length()))
                            .lines()
                            .limit(1)
                            .allMatch(String::isBlank)) {
                return i;
            }
        }
        return text.length();
    }
}
