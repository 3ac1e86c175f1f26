package dev.askdesk.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands in a text, its engine reads what was written for it as the guard did. The engines' lexers are said
 * here once more, by their grammars, and share nothing with what is tested.
 */
class ReadingDifferentialTest {
    /** Spark's SqlBaseLexer: texts, raw texts, names in backticks, comments; numbers, words and single signs. */
    private static final Pattern SPARK = Pattern.compile("(?<raw>[rR]'[^']*'|[rR]\"[^\"]*\")"
            + "|(?<text>'(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")"
            + "|(?<name>`(?:[^`]|``)*`)"
            + "|(?<comment>--(?:\\\\\\n|[^\\r\\n])*|/\\*(?s:.)*?\\*/)"
            + "|\\s+|[\\p{L}\\p{N}_]+|(?s:.)");

    /** PostgreSQL's scan.l with standard_conforming_strings. */
    private static final Pattern POSTGRES = Pattern.compile("(?<raw>(?i:[ebxn]'|u&['\"])(?s:.)*|\\$\\w*\\$(?s:.)*)"
            + "|(?<text>'(?:[^']|'')*')"
            + "|(?<name>\"(?:[^\"]|\"\")*\")"
            + "|(?<comment>--[^\\r\\n]*|/\\*(?s:.)*)"
            + "|\\s+|[\\p{L}\\p{N}_]+|(?s:.)");

    private static final Pattern STANDARD = Pattern.compile("(?<text>'(?:[^']|'')*')"
            + "|(?<name>\"(?:[^\"]|\"\")*\")"
            + "|(?<comment>--[^\\r\\n]*|/\\*(?s:.)*)"
            + "|(?<raw>(?!))"
            + "|\\s+|[\\p{L}\\p{N}_]+|(?s:.)");

    private static final String[] PIECES = {
        "'",
        "'",
        "\"",
        "`",
        "\\",
        "''",
        "\\'",
        "--",
        "/*",
        "*/",
        "\n",
        " ",
        " ",
        "a",
        "r",
        "E",
        "AS ",
        ".",
        "$",
        "${x}",
        "{",
        "1",
        "(",
        ")",
        "::",
        "%",
        "\\\\",
        "DATE",
        "U&",
        "b'c'",
        " OR 1=1 ",
        ";"
    };

    @Test
    void whatIsWritten_isReadInOneWay() {
        Random chance = new Random(20261128);
        int accepted = 0;
        for (int i = 0; i < 300_000; i++) {
            StringBuilder sql = new StringBuilder("x ");
            int length = 1 + chance.nextInt(14);
            for (int k = 0; k < length; k++) {
                sql.append(PIECES[chance.nextInt(PIECES.length)]);
            }
            accepted += check(Dialect.DATABRICKS, SPARK, sql.toString()) ? 1 : 0;
            accepted += check(Dialect.POSTGRESQL, POSTGRES, sql.toString()) ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(50_000);
    }

    private static boolean check(Dialect dialect, Pattern lexer, String sql) {
        String plain;
        String written;
        try {
            plain = dialect.read(sql);
            written = dialect.write(plain);
        } catch (UnreadableText refused) {
            return false;
        }
        assertThat(tokens(written, lexer, dialect == Dialect.DATABRICKS))
                .as(sql + " >>> " + written)
                .isEqualTo(tokens(plain, STANDARD, false));
        if (dialect == Dialect.DATABRICKS) {
            // Replaced by a setting or a variable of the environment, before anything is parsed.
            assertThat(written).doesNotContain("${");
        }
        return true;
    }

    private static List<String> tokens(String sql, Pattern lexer, boolean escapes) {
        List<String> tokens = new ArrayList<>();
        Matcher token = lexer.matcher(sql);
        while (token.find()) {
            if (token.group("text") != null) {
                String inside = inside(token.group("text"));
                tokens.add("text " + (escapes ? unescaped(inside) : inside.replace("''", "'")));
            } else if (token.group("name") != null) {
                char quote = token.group("name").charAt(0);
                tokens.add("name " + inside(token.group("name")).replace("" + quote + quote, "" + quote));
            } else if (token.group("comment") != null || token.group("raw") != null) {
                tokens.add("hidden " + token.group());
            } else if (!token.group().isBlank()) {
                tokens.add(token.group());
            }
        }
        return tokens;
    }

    private static String inside(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    /** As Spark's unescapeSQLString. */
    private static String unescaped(String inside) {
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c != '\\' || i + 1 == inside.length()) {
                value.append(c);
                continue;
            }
            char next = inside.charAt(++i);
            switch (next) {
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case '%', '_' -> value.append('\\').append(next);
                default -> value.append(next);
            }
        }
        return value.toString();
    }
}
