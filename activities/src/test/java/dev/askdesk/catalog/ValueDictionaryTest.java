package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.catalog.ColumnValues.Value;
import dev.askdesk.catalog.ValueDictionary.Candidate;
import dev.askdesk.catalog.ValueDictionary.Kind;
import dev.askdesk.catalog.ValueDictionary.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueDictionaryTest {
    private static final Catalog CATALOG = CatalogFile.parse("""
            name: firm
            dialect: duckdb
            tables:
            - name: companies
              synonyms: [portfolio companies, startups]
              label: name
              columns:
              - {name: id, type: INTEGER, key: true}
              - {name: name, type: VARCHAR, lookup: {}}
              - {name: legal_name, type: VARCHAR, lookup: {}}
              - {name: former_name, type: VARCHAR, lookup: {means: name}}
              - {name: sector, type: VARCHAR, lookup: {}}
              - {name: country, type: VARCHAR, lookup: {}}
            - name: nicknames
              columns:
              - {name: company_id, type: INTEGER}
              - {name: nickname, type: VARCHAR, lookup: {means: company}}
              - {name: company, type: VARCHAR}
            - name: people
              synonyms: [partners]
              label: name
              columns:
              - {name: name, type: VARCHAR, lookup: {prefer: role = 'GP', assumption: A first name alone means a partner.}}
            - name: deals
              columns:
              - {name: sector, type: VARCHAR, lookup: {}}
              - name: stage
                type: VARCHAR
                values: {preseed: [idea stage], seed: [], series_a: [A round], closed_lost: [rejected], deal: []}
              - {name: status_code, type: INTEGER, values: {"1": [dormant], "2": []}}
              - {name: market, type: VARCHAR, values: {United States: [us, u.s.]}}
            joins:
            - {many: nicknames.company_id, one: companies.id}
            """, "firm.yaml");

    private static final ValueDictionary DICTIONARY = ValueDictionary.of(
            CATALOG,
            List.of(
                    ColumnValues.of(
                            "companies",
                            "name",
                            "Databricks",
                            "Stripe",
                            "Box",
                            "Notion",
                            "Growth Labs",
                            "Northwind Robotics",
                            "Apex Robotics",
                            "Café Zoë",
                            "AT&T",
                            "J.P. Morgan",
                            "7",
                            "911",
                            "X",
                            "Show",
                            "Coca-Cola",
                            "Blue Ridge Analytics",
                            "The Who",
                            "Acme Inc",
                            "ACME",
                            "Zenith Ltd",
                            "Zenith GmbH"),
                    new ColumnValues(
                            "companies",
                            "legal_name",
                            List.of(
                                    new Value("Databricks, Inc.", false, "Databricks", null),
                                    new Value("Stripe Payments Holdings Co., Ltd.", false, "Stripe", null),
                                    new Value("Notion Labs, Inc.", false, "Notion", null)),
                            false),
                    new ColumnValues(
                            "companies",
                            "former_name",
                            List.of(
                                    new Value("Lakehouse Labs", false, null, "Databricks"),
                                    new Value("Data Bricks", false, null, "Databricks")),
                            false),
                    new ColumnValues(
                            "nicknames",
                            "nickname",
                            List.of(
                                    new Value("Big Brick", false, null, "Databricks"),
                                    new Value("Gone Co", false, null, "Gone")),
                            false),
                    ColumnValues.of("companies", "sector", "Health Care", "Fintech", "IT"),
                    ColumnValues.of("companies", "country", "US", "IN", "DE"),
                    new ColumnValues(
                            "people",
                            "name",
                            List.of(
                                    new Value("Adam Stone", true, null, null),
                                    new Value("Adam Voss", true, null, null),
                                    new Value("Adam Reyes", false, null, null),
                                    new Value("Priya O'Brien", false, null, null)),
                            true),
                    ColumnValues.of("deals", "sector", "Fintech", "Energy")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    How much did we invest in databricks?              | databricks         | EXACT | companies.name=Databricks
                    What is Databricks, Inc. worth?                     | Databricks, Inc    | EXACT | companies.name=Databricks
                    databricks's marks                                  | databricks         | EXACT | companies.name=Databricks
                    Databricks Ltd                                      | Databricks Ltd     | EXACT | companies.name=Databricks
                    DATABRICKS                                          | DATABRICKS         | EXACT | companies.name=Databricks
                    how about data bricks now                           | data bricks        | EXACT | companies.name=Databricks
                    what did lakehouse labs raise                       | lakehouse labs     | EXACT | companies.name=Databricks
                    how is stripe payments doing                        | stripe payments    | EXACT | companies.legal_name=Stripe Payments Holdings Co., Ltd.
                    revenue of box                                      | box                | EXACT | companies.name=Box
                    what does notion owe us                             | notion             | EXACT | companies.name=Notion
                    cafe zoe in 2023                                    | cafe zoe           | EXACT | companies.name=Café Zoë
                    the marks of AT&T                                   | AT&T               | EXACT | companies.name=AT&T
                    the marks of JP Morgan                              | JP Morgan          | EXACT | companies.name=J.P. Morgan
                    the marks of cocacola                               | cocacola           | EXACT | companies.name=Coca-Cola
                    deals of Adam Stone                                 | Adam Stone         | EXACT | people.name=Adam Stone
                    deals by priya obrien                               | priya obrien       | EXACT | people.name=Priya O'Brien
                    fintech deals                                       | fintech            | EXACT | companies.sector=Fintech deals.sector=Fintech
                    health care deals                                   | health care        | EXACT | companies.sector=Health Care
                    pre-seed deals                                      | pre-seed           | EXACT | deals.stage=preseed
                    at the idea stage                                   | idea stage         | EXACT | deals.stage=preseed
                    deals closed lost                                   | closed lost        | EXACT | deals.stage=closed_lost
                    Series A deals                                      | Series A           | EXACT | deals.stage=series_a
                    dormant ones                                        | dormant            | EXACT | deals.status_code=1
                    companies in the US                                 | US                 | EXACT | companies.country=US deals.market=United States
                    companies in the U.S. of late                       | U.S                | EXACT | companies.country=US deals.market=United States
                    marks of big brick                                  | big brick          | EXACT | companies.name=Databricks
                    marks of gone co                                    | gone co            | EXACT | nicknames.company=Gone
                    spend on IT this year                               | IT                 | EXACT | companies.sector=IT
                    what does Show cost                                 | Show               | EXACT | companies.name=Show
                    how is zenith                                       | zenith             | EXACT | companies.name=Zenith GmbH companies.name=Zenith Ltd
                    how is Zenith GmbH                                  | Zenith GmbH        | EXACT | companies.name=Zenith GmbH
                    What did Adam invest in?                            | Adam               | TOKEN | people.name=Adam Stone people.name=Adam Voss people.name=Adam Reyes
                    Stone                                               | Stone              | TOKEN | people.name=Adam Stone
                    blue ridge marks                                    | blue ridge         | TOKEN | companies.name=Blue Ridge Analytics
                    is Growth doing well                                | Growth             | TOKEN | companies.name=Growth Labs
                    money in databriks                                  | databriks          | FUZZY | companies.name=Databricks
                    money in Dtaabricks                                 | Dtaabricks         | FUZZY | companies.name=Databricks
                    marks of nothwind robotics                          | nothwind robotics  | FUZZY | companies.name=Northwind Robotics
                    """)
    void mention_findsItsValues(String question, String mention, Kind kind, String values) {
        List<Match> matches = DICTIONARY.find(question);

        assertThat(matches).hasSize(1);
        Match match = matches.get(0);
        assertThat(match.mention()).isEqualTo(mention);
        assertThat(question.substring(match.start(), match.end())).isEqualTo(mention);
        assertThat(match.kind()).isEqualTo(kind);
        assertThat(String.join(
                        " ",
                        match.candidates().stream()
                                .map(ValueDictionaryTest::text)
                                .toList()))
                .isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Show me all companies by sector",
                "show the top 7 companies of 2023, and 911 more",
                "which companies in our portfolio show growth",
                "who are they, and who is it for us?",
                "healthy growth of companies",
                "how many deals in it",
                "WHAT IS IT IN US DOLLARS",
                "boxes and strips",
                "the analytics of labs",
                "any sort of no tion",
                "",
                "?!, -",
            })
    void ordinaryWords_areNoNames(String question) {
        assertThat(DICTIONARY.find(question)).isEmpty();
    }

    @Test
    void severalMentions_comeInTheTextsOrderWithoutOverlap() {
        assertThat(DICTIONARY.find("Did Adam Voss or Priya put fintech money into Stripe or databriks?").stream()
                        .map(Match::mention))
                .containsExactly("Adam Voss", "Priya", "fintech", "Stripe", "databriks");
    }

    @Test
    void preference_narrowsWithinAColumn() {
        Match adam = DICTIONARY.find("what did adam do").get(0);

        assertThat(adam.best().stream().map(Candidate::value)).containsExactly("Adam Stone", "Adam Voss");
    }

    @Test
    void alias_saysWhyItMeansTheName() {
        assertThat(DICTIONARY.find("lakehouse labs").get(0).candidates())
                .containsExactly(new Candidate(
                        "companies", "name", "Databricks", false, "\"Lakehouse Labs\" is now called \"Databricks\"."));
        assertThat(DICTIONARY.find("databricks").get(0).candidates())
                .containsExactly(new Candidate("companies", "name", "Databricks", false, null));
    }

    @Test
    void twoSpellingsOfOneName_areBothCandidates() {
        assertThat(DICTIONARY.find("marks of acme").get(0).candidates().stream().map(Candidate::value))
                .containsExactly("ACME", "Acme Inc");
        assertThat(ValueDictionary.normalise("Acme Inc")).isEqualTo(ValueDictionary.normalise("ACME"));
    }

    @Test
    void unknownValue_getsTheNearestOnes() {
        assertThat(DICTIONARY.nearest("Companies", "NAME", "databricks inc", 2)).startsWith("Databricks");
        assertThat(DICTIONARY.nearest("deals", "stage", "Pre-Seed", 1)).containsExactly("preseed");
        assertThat(DICTIONARY.nearest("people", "name", "Adam", 5))
                .containsExactlyInAnyOrder("Adam Stone", "Adam Voss", "Adam Reyes");
        assertThat(DICTIONARY.nearest("companies", "name", "qqqq", 3)).isEmpty();
        assertThat(DICTIONARY.nearest("companies", "id", "1", 3)).isEmpty();
    }

    @Test
    void columnReadInPart_isNamed() {
        assertThat(DICTIONARY.incomplete()).containsExactly("people.name");
    }

    @Test
    void hugeAndOddTexts_areSearchedToo() {
        assertThat(DICTIONARY.find("word ".repeat(20_000))).isEmpty();
        assertThat(DICTIONARY.find("'’s & . 's \uD83D\uDE00 \uD83D é́ J. . A.B.C. — Databricks’s"))
                .hasSize(1);
    }

    @Test
    void twentyThousandValues_areBuiltAndSearchedFast() {
        Random random = new Random(7);
        String[] values = new String[20_000];
        String[] endings = {"Inc", "LLC", "Ltd", "Labs", "Capital", "GmbH"};
        for (int i = 0; i < values.length; i++) {
            values[i] = word(random) + " " + word(random) + " " + endings[random.nextInt(endings.length)];
        }
        List<ColumnValues> read = List.of(ColumnValues.of("companies", "name", values));

        ValueDictionary dictionary = ValueDictionary.of(CATALOG, read);
        double built = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = System.nanoTime();
            dictionary = ValueDictionary.of(CATALOG, read);
            built = Math.min(built, (System.nanoTime() - before) / 1e6);
        }
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            questions.add("How much did we invest in " + values[i] + " and " + word(random)
                    + " before the third quarter of 2023?");
        }
        questions.forEach(dictionary::find);
        long before = System.nanoTime();
        long found = 0;
        for (String question : questions) {
            found += dictionary.find(question).isEmpty() ? 0 : 1;
        }
        double each = (System.nanoTime() - before) / 1e6 / questions.size();

        System.out.printf("20,000 values: built in %.0f ms, searched in %.3f ms a question%n", built, each);
        assertThat(found).isEqualTo(500);
        // Ten times what it takes, so that a busy machine does not fail the build.
        assertThat(built).isLessThan(3_000);
        assertThat(each).isLessThan(50);
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 3 + random.nextInt(2); i++) {
            word.append("bcdfglmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String text(Candidate candidate) {
        return candidate.table() + "." + candidate.column() + "=" + candidate.value();
    }
}
