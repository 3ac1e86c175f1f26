package dev.askdesk.activities.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The fund grew by 7%.",
                "The fund returned 7x.",
                "There are 5 of them.",
                "We invested $10 million.",
                "The 4th one did best."
            })
    void numberOfAnotherKind_isNotSupported(String text) {
        QueryResult counts = new QueryResult(
                List.of("fund", "number_of_investments"),
                List.of("text", "number"),
                List.of(List.of("Fund I", "7"), List.of("Fund II", "12"), List.of("Fund III", "3")),
                false);

        List<String> unsupported = NumericCheck.unsupported(
                text,
                counts,
                "Which are the top 5 funds with investments above 10 million?",
                "SELECT fund, count(*) AS number_of_investments FROM i WHERE amount > 10000000 GROUP BY 1 LIMIT 5",
                List.of(),
                null);

        assertThat(unsupported).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345678.9 | We invested 12,345,678.90.",
                "12345678.9 | We invested $12,345,679.",
                "12345678.9 | We invested $12.3M.",
                "12345678.9 | We invested $12.35 million.",
                "12345678.9 | We invested USD 12.3 million in total.",
                "12345678.9 | We invested 12 million dollars.",
                "12345678.9 | Wir haben 12.345.678,90 Euro investiert.",
                "12345678.9 | We invested 12'345'678.90.",
                "3400000000 | It is worth $3.4 billion.",
                "3400000000 | It is worth $3.4bn.",
                "12000 | It cost 12k.",
                "12000 | It cost $12K (all in).",
                "0.45 | The share is 45%.",
                "0.45 | The share is 45 percent.",
                "0.4512 | The share is 45.1%.",
                "45 | The share is 45%.",
                "0.0125 | The yield rose to 125 bps.",
                "1.5 | The multiple is 1.5x.",
                "1.4972 | The multiple is 1.50×.",
                "2.74 | The multiple is 3x.",
                "-5.2 | The change was -5.2.",
                "-5.2 | The change was −5.2.",
                "-5.2 | The change was (5.2).",
                "-5200000 | We booked a loss of $5.2M.",
                "-0.12 | It fell by 12%.",
                "7 | There are 7 companies.",
                "1234.4 | The total is 1,234.",
                "0.5 | It is .5 of all.",
                "3 | It is one of 3 and the 1st of two.",
                "0 | The total is 0."
            })
    void numberOfACell_isSupported(String cell, String text) {
        assertThat(check(text, numbers(cell))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12345678.9 | We invested 12,345,697. | 12,345,697",
                "12345678.9 | We invested $12.4M. | $12.4M",
                "12345678.9 | We invested $12.3 billion. | $12.3 billion",
                "12345678.9 | We invested 12.3k. | 12.3k",
                "12345678.9 | We invested 12,000,000. | 12,000,000",
                "12345678.9 | We invested $123,456,78.90. | $123,456,78.90",
                "12345678.9 | We invested $12. | $12",
                "600000000 | It is worth $1 billion. | $1 billion",
                "3.4 | There are 3 companies. | 3",
                "2.7 | We own 3 of them. | 3",
                "3 | The share is 300%. | 300%",
                "1 | The share is 100%. | 100%",
                "0.45 | The share is 46%. | 46%",
                "0.45 | The share is 4.5%. | 4.5%",
                "0.45 | There are 45 of them. | 45",
                "0.0045 | The share is 0%. | 0%",
                "1.5 | The multiple is 1.6x. | 1.6x",
                "-5200000 | We earned $5.2M. | $5.2M",
                "-5200000 | We earned $5.2M. The other fund fell. | $5.2M",
                "5200000 | The change was -$5.2M. | -$5.2M",
                "45 | It is 4 5. | 4,5",
                "7 | There are ٨ companies. | 8",
                "7 | There are 8 companies. | 8",
                "7 | There are 7½ companies. | 7;½",
                "7 | There are 1e6 companies. | 1e6",
                "7 | There are 7,8 companies. | 7,8",
                "2024 | We have 2,025 companies. | 2,025",
                "100 | Between 100 and 200 million. | 200 million"
            })
    void otherNumber_isReportedAsWritten(String cell, String text, String reported) {
        List<String> expected =
                switch (text) {
                    case "It is 4 5." -> List.of("4", "5");
                    case "There are 7½ companies." -> List.of("½");
                    default -> List.of(reported);
                };
        assertThat(check(text, numbers(cell))).isEqualTo(expected);
    }

    @Test
    void sumDifferenceAndRatio_areNotSupported() {
        assertThat(check("Together 30, 10 more than the first, twice (2x) as many.", numbers("10", "20")))
                .containsExactly("30", "2x");
        assertThat(check("The average is 15.", numbers("10", "20"))).containsExactly("15");
    }

    @Test
    void rowCount_isSupportedAsACountOnly() {
        QueryResult rows = numbers("10", "20", "30");
        assertThat(check("There are 3 companies.", rows)).isEmpty();
        assertThat(check("It is $3, 3%, 3 million, 3x or -3.", rows))
                .containsExactly("$3", "3%", "3 million", "3x", "-3");
    }

    @Test
    void range_takesItsUnitFromTheEnd() {
        QueryResult rows = numbers("3000000", "5000000");
        assertThat(check("Between $3 and $5 million.", rows)).isEmpty();
        assertThat(check("It is 3–5 million.", rows)).isEmpty();
        assertThat(check("Between $4 and $5 million.", rows)).containsExactly("$4");
        assertThat(check("It is 3 of $5 million.", rows)).containsExactly("3");
    }

    @Test
    void columnInMillions_isSupportedInFull() {
        QueryResult rows = new QueryResult(List.of("amount_musd"), List.of("number"), List.of(List.of("12.3")), false);
        assertThat(check("We invested $12.3 million.", rows)).isEmpty();
        assertThat(check("We invested 12.3.", rows)).isEmpty();
        assertThat(check("We invested $12.3 billion.", rows)).containsExactly("$12.3 billion");
        assertThat(check("We invested $12.3 million.", numbers("12.3"))).containsExactly("$12.3 million");
    }

    @Test
    void percentOfCounts_isNotReadIntoThem() {
        QueryResult shares = new QueryResult(List.of("share"), List.of("number"), List.of(List.of("1")), false);
        assertThat(check("It is 100%.", shares)).isEmpty();
    }

    @Test
    void numbersOfTheQuestion_mayBeRepeatedAsTheSameKind() {
        QueryResult rows = numbers("7");
        assertThat(check(rows, "Which companies got over $5M since 2019?", "", "7 got over $5 million since 2019."))
                .isEmpty();
        assertThat(check(rows, "the top 5 deals", "", "The top 5 hold 5% or $5, that is 5x."))
                .containsExactly("5%", "$5", "5x");
        assertThat(check(rows, "more than 20% ownership", "", "7 are above 20%, not 20 of them."))
                .containsExactly("20");
    }

    @Test
    void sqlConditions_areSupportedButNotItsMachinery() {
        QueryResult rows = numbers("7");
        String sql =
                "SELECT ROUND(SUM(x) * 100.0 / 4, 2), COALESCE(y, 9) FROM t WHERE stage = 3 AND size BETWEEN 10 AND 20"
                        + " AND kind IN (31, 32) AND d > now() - INTERVAL '18 months' AND share >= 0.25 GROUP BY 1, 6 ORDER BY 6 LIMIT 5";
        assertThat(check(rows, "q", sql, "Stage 3, 10 to 20, 31 and 32, last 18 months, above 25%, top 5."))
                .isEmpty();
        assertThat(check(rows, "q", sql, "It is 2, 100, 4, 9, 6 or 1.")).containsExactly("2", "100", "4", "9", "6");
        assertThat(check(rows, "q", sql, "It is $5 million.")).containsExactly("$5 million");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on 2024-03-31",
                "on March 31, 2024",
                "on 31 March 2024",
                "on 31st of March 2024",
                "in March 2024",
                "on Mar. 31",
                "in 2024",
                "in Q1 2024",
                "in Q1",
                "in 2024-Q1",
                "in H1 2024",
                "in FY2024",
                "on 31/03/2024",
                "on 03/31/2024",
                "on 31.03.2024",
                "in 2024-03"
            })
    void dateOfACell_isSupportedInAnyForm(String date) {
        assertThat(check("It was sold " + date + ".", dates("2024-03-31"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-03-30",
                "March 30, 2024",
                "30 March 2024",
                "April 2024",
                "Mar 30",
                "2023",
                "Q2 2024",
                "Q1 2023",
                "Q4",
                "H2 2024",
                "FY2023",
                "31/04/2024",
                "99/99/2024",
                "2024-04",
                "$2024",
                "2024%",
                "2024 million"
            })
    void otherDate_isReportedAsWritten(String date) {
        assertThat(check("It was sold then: " + date + ".", dates("2024-03-31")))
                .containsExactly(date);
    }

    @Test
    void datesOfSqlAndQuestion_areSupported() {
        String sql = "SELECT 1 FROM t WHERE d >= DATE '2023-01-01' AND d < DATE '2024-01-01'";
        QueryResult rows = numbers("7");
        assertThat(check(rows, "q", sql, "From January 1, 2023 to December 31, 2023 there were 7."))
                .isEmpty();
        assertThat(check(rows, "in March 2022?", sql, "In March 2022 there were 7, in April 2022 none."))
                .containsExactly("April 2022");
        assertThat(NumericCheck.unsupported(
                        "As of 4 March 2025 there are 7.",
                        rows,
                        "q",
                        "",
                        List.of(),
                        Instant.parse("2025-03-04T10:00:00Z")))
                .isEmpty();
    }

    @Test
    void yearAndQuarterColumns_belongTogether() {
        QueryResult rows = new QueryResult(
                List.of("year", "quarter", "total"),
                List.of("number", "number", "number"),
                List.of(List.of("2023", "3", "55"), List.of("2024", "1", "66")),
                false);
        assertThat(check("It was 55 in Q3 2023.", rows)).isEmpty();
        assertThat(check("It was 55 in Q1 2023.", rows)).containsExactly("Q1 2023");
    }

    @Test
    void namesOfTheRows_mayHoldDigits() {
        QueryResult rows = texts("Series A1", "Fund 3", "8VC", "Area 51, Inc.", "INV-2023-001", "12", "3M", "Q3 2024");
        assertThat(check(
                        "Fund 3 and 8VC led the Series A1 of Area 51, Inc. (INV-2023-001); 12 is a code. So Q3 2024.",
                        rows))
                .isEmpty();
        assertThat(check("Fund 4 and 9VC led the Series A2, INV-2023-002.", rows))
                .containsExactly("4", "9VC", "A2", "2023", "002");
        assertThat(check("Fund 3 million, Fund 3.5, Fund 3% and 13M.", rows))
                .containsExactly("3 million", "3.5", "3%", "13M");
        assertThat(check("12 million", rows)).containsExactly("12 million");
    }

    @Test
    void listNumbersAndPlaces_areIgnored() {
        QueryResult rows = numbers("10", "20");
        assertThat(check("The 1st and 2nd are:\n1. ten: 10\n2) twenty: 20\n", rows))
                .isEmpty();
        assertThat(check("They are:\n45. ten: 10", rows)).containsExactly("45");
        assertThat(check("They are:\n1.5 more", rows)).containsExactly("1.5");
    }

    @Test
    void hyphens_areNoMinus() {
        QueryResult rows = numbers("5", "12");
        assertThat(check("- 5 companies over a 12-month span, 5-12 each, the top-5.", rows))
                .isEmpty();
    }

    @Test
    void emptyAndNullCells_areNoSource() {
        QueryResult rows = new QueryResult(
                List.of("a", "b"), List.of("number", "boolean"), List.of(Arrays.asList(null, "true")), false);
        assertThat(check("It is 4.", rows)).containsExactly("4");
        assertThat(check("", rows)).isEmpty();
        assertThat(check("Nothing was found.", new QueryResult(List.of(), List.of(), List.of(), false)))
                .isEmpty();
    }

    @Test
    void assumptions_mayBeRepeated() {
        assertThat(NumericCheck.unsupported(
                        "It is 7, with marks of at least 90 days.",
                        numbers("7"),
                        "q",
                        "",
                        List.of("Marks older than 90 days are left out."),
                        null))
                .isEmpty();
    }

    @Test
    void everyDigitOfAnAnswer_isLookedAt() {
        Random random = new Random(11);
        String[] parts = {
            "1",
            "23",
            "456",
            ",",
            ".",
            " ",
            "-",
            "$",
            "%",
            "M",
            " million",
            "x",
            "Q",
            "e",
            "(",
            ")",
            "'",
            "\n",
            "/",
            ":",
            "–",
            "\u00a0",
            "a",
            "_",
            " of ",
            "٣",
            "USD",
            "𝟗",
            "March "
        };
        QueryResult nothing = new QueryResult(List.of(), List.of(), List.of(), false);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("x ");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            List<String> reported = check(text.toString(), nothing);
            String left = NumericCheck.asciiDigits(text.toString());
            List<String> longestFirst = new ArrayList<>(reported);
            longestFirst.sort((a, b) -> b.length() - a.length());
            for (String number : longestFirst) {
                left = left.replace(number, " ");
            }
            left = left.replaceAll("(?m)^[ \\t]*1[.)](?=[ \\t])", "");
            assertThat(left).as("%s reported of <%s>", reported, text).doesNotContainPattern("[1-9]");
        }
    }

    @Test
    void wrongNumberOfRandomSize_isNeverSupported() {
        Random random = new Random(5);
        for (int round = 0; round < 5_000; round++) {
            BigDecimal cell = BigDecimal.valueOf(1_000_000 + random.nextInt(900_000_000));
            BigDecimal wrong = cell.multiply(BigDecimal.valueOf(1.06 + random.nextDouble()));
            String millions = wrong.movePointLeft(6)
                    .setScale(1, java.math.RoundingMode.HALF_UP)
                    .toPlainString();
            assertThat(check("It is $" + millions + " million.", numbers(cell.toPlainString())))
                    .hasSize(1);
            assertThat(check("It is " + wrong.toBigInteger() + ".", numbers(cell.toPlainString())))
                    .hasSize(1);
        }
    }

    @Test
    void manyRows_areCheckedQuickly() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            rows.add(List.of("Fund " + i, Integer.toString(i * 7), "2024-01-01"));
        }
        QueryResult result = new QueryResult(
                List.of("fund", "amount", "day"), List.of("text", "number", "date"), new ArrayList<>(rows), false);
        Instant before = Instant.now();
        assertThat(check("Fund 77 has 539, Fund 9999 has 69,993, Fund 5 has 34.", result))
                .containsExactly("34");
        assertThat(java.time.Duration.between(before, Instant.now())).isLessThan(java.time.Duration.ofSeconds(3));
    }

    private static List<String> check(String text, QueryResult rows) {
        return check(rows, "What is it?", "SELECT * FROM t", text);
    }

    private static List<String> check(QueryResult rows, String question, String sql, String text) {
        return NumericCheck.unsupported(text, rows, question, sql, List.of(), null);
    }

    private static QueryResult numbers(String... cells) {
        return column("value", "number", cells);
    }

    private static QueryResult dates(String... cells) {
        return column("day", "date", cells);
    }

    private static QueryResult texts(String... cells) {
        return column("name", "text", cells);
    }

    private static QueryResult column(String name, String type, String... cells) {
        List<List<String>> rows = new ArrayList<>();
        for (String cell : cells) {
            rows.add(List.of(cell));
        }
        return new QueryResult(List.of(name), List.of(type), new ArrayList<>(rows), false);
    }
}
