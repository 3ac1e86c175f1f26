package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
    private static final byte[] ROWS = "a,b".getBytes(StandardCharsets.UTF_8);

    @Test
    void plainRows_oneLineEachWithByteOrderMark() {
        assertThat(csv(List.of("Databricks, Inc.", "12.5"), List.of("say \"hi\"\nthere", "-3")))
                .isEqualTo("\ufeffname,amount\r\n\"Databricks, Inc.\",12.5\r\n\"say \"\"hi\"\"\nthere\",-3\r\n");
    }

    @Test
    void missingValue_isNothingWhereEmptyTextIsQuoted() {
        assertThat(csv(Arrays.asList(null, ""))).isEqualTo("\ufeffname,amount\r\n,\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "=HYPERLINK(\"http://evil\")",
                "+1+cmd|' /C calc'!A0",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "  =1",
                "\u00a0=1",
                "＝1",
                "+5",
                "-",
                "\n=1",
                "\u0000=1",
                "\ufeff=1"
            })
    void formula_isMadeText(String cell) {
        String field = csv(List.of(cell, "1")).split("\r\n", 2)[1];
        assertThat(field.replaceFirst("^\"", "")).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-5.25", "0", "1e-7", "-1E+20", "12345678901234567890.123"})
    void plainNumber_staysNumber(String cell) {
        assertThat(csv(List.of("a", cell))).endsWith("\r\na," + cell + "\r\n");
    }

    @Test
    void columnName_isMadeTextToo() {
        QueryResult result = new QueryResult(List.of("=cmd()"), List.of("text"), List.of(), false);
        assertThat(new String(CsvFile.bytes(result), StandardCharsets.UTF_8)).isEqualTo("\ufeff'=cmd()\r\n");
    }

    @Test
    void fileName_isOfTheQuestionAndSafe() {
        assertThat(CsvFile.baseName("1712345678.000200", ROWS)).isEqualTo("answer-1712345678-000200-1eb7c54d");
        assertThat(CsvFile.baseName("../../etc/passwd", ROWS)).isEqualTo("answer-etc-passwd-1eb7c54d");
        assertThat(CsvFile.baseName("…", ROWS)).isEqualTo("answer-1eb7c54d");
        assertThat(CsvFile.baseName("x".repeat(400), ROWS)).hasSizeLessThan(80);
    }

    @SafeVarargs
    private static String csv(List<@Nullable String>... rows) {
        QueryResult result =
                new QueryResult(List.of("name", "amount"), List.of("text", "number"), List.of(rows), false);
        return new String(CsvFile.bytes(result), StandardCharsets.UTF_8);
    }
}
