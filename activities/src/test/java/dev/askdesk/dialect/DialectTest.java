package dev.askdesk.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {
    private static final List<String> VALUES = List.of(
            "O'Brien",
            "",
            "'",
            "''",
            "back\\slash",
            "ends in \\",
            "\\'",
            "100\\% a\\_b",
            "line\nbreak\ttab\r",
            "${env:HOME}",
            "a \"quoted\" word",
            "`ticks`",
            "-- no comment",
            "/* none */",
            "\\n is two characters",
            "漢字 é");

    @ParameterizedTest
    @EnumSource
    void texts_areReadAsTheyWereWritten(Dialect dialect) {
        for (String value : VALUES) {
            String written = dialect.text(value);
            String plain = dialect.read("SELECT " + written + " AS x");

            assertThat(plain).isEqualTo("SELECT " + Dialect.DUCKDB.text(value) + " AS x");
            assertThat(dialect.write(plain)).isEqualTo("SELECT " + written + " AS x");
        }
    }

    @ParameterizedTest
    @EnumSource
    void names_areReadAsTheyWereWritten(Dialect dialect) {
        for (String name : List.of("plain", "two words", "tick`", "quote\"", "it's", "order", "a.b")) {
            String sql = "SELECT t." + dialect.quoted(name) + " FROM t";

            assertThat(dialect.write(dialect.read(sql))).isEqualTo(sql);
        }
    }

    @Test
    void textsOfDatabricks_cannotBeReadInTwoWays() {
        assertThat(Dialect.DATABRICKS.text("O'Brien")).isEqualTo("'O\\'Brien'");
        assertThat(Dialect.DATABRICKS.text("a\\")).isEqualTo("'a\\\\'");
        assertThat(Dialect.DATABRICKS.text("${spark.conf}")).isEqualTo("'$\\{spark.conf}'");
        assertThat(Dialect.POSTGRESQL.text("a\\'b")).isEqualTo("'a\\''b'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "'O\\'Brien'                 | 'O''Brien'",
                "'O''Brien'                  | 'O''Brien'",
                "\"O'Brien\"                 | 'O''Brien'",
                "\"say \\\"hi\\\"\"          | 'say \"hi\"'",
                "r'\\d+'                     | '\\d+'",
                "R\"a'b\"                    | 'a''b'",
                "'\\d+'                      | 'd+'",
                "'100\\%'                    | '100\\%'",
                "DATE'2024-01-01'            | DATE '2024-01-01'",
                "`a b`                       | \"a b\"",
                "`a``b`                      | \"a`b\"",
                "1 AS \"Total Value\"        | 1 AS \"Total Value\"",
                "\"t\".\"c\"                 | \"t\".\"c\"",
                "1 /* 'x */ + 2              | 1   + 2",
                "a::int                      | a::int",
            })
    void databricks_isReadByItsOwnRules(String written, String plain) {
        assertThat(Dialect.DATABRICKS.read(written).strip()).isEqualTo(plain);
    }

    @Test
    void comments_areLeftOut() {
        assertThat(Dialect.DATABRICKS.read("1 -- it's\n+ 2")).isEqualTo("1  \n+ 2");
        assertThat(Dialect.POSTGRESQL.read("1 /*+ \" */+ 2")).isEqualTo("1  + 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a' 'b'",
                "'a'\n\"b\"",
                "X'1F'",
                "'\\u0027'",
                "'\\047'",
                "'\\0'",
                "'open",
                "'hidden end\\'",
                "`open",
                "``",
                "`${x}`",
                "/* a /* b */ c */ 1",
                "/* open",
                "a:b",
                "a@v1",
                "#1",
                "{d '2024-01-01'}"
            })
    void databricks_refusesWhatCouldBeReadInTwoWays(String written) {
        assertThatThrownBy(() -> Dialect.DATABRICKS.read(written)).isInstanceOf(UnreadableText.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E'a\\'b'",
                "e'a'",
                "U&'\\0041'",
                "U&\"a\"",
                "B'1'",
                "X'1F'",
                "N'a'",
                "'a'\n'b'",
                "'open",
                "\"open",
                "`a`",
                "/* a /* b */ c */ 1",
                "a#b",
                "@ 1",
                "{fn now()}",
                "a_name_that_is_longer_than_the_sixty_three_bytes_that_a_name_may_have"
            })
    void postgresql_refusesWhatCouldBeReadInTwoWays(String written) {
        assertThatThrownBy(() -> Dialect.POSTGRESQL.read(written)).isInstanceOf(UnreadableText.class);
    }

    @Test
    void namesOfPostgresql_areInLowerCase_butNotThoseOfACatalog() {
        assertThat(Dialect.POSTGRESQL.read("SELECT \"Name\", É FROM \"T\"")).isEqualTo("SELECT \"name\", é FROM \"t\"");
        assertThat(Dialect.POSTGRESQL.readExactly("SELECT \"Name\" FROM \"T\""))
                .isEqualTo("SELECT \"Name\" FROM \"T\"");
    }

    @Test
    void names_areQuotedWhereTheyNeedIt() {
        assertThat(Dialect.DATABRICKS.plainParts("main.fund.deal flow")).isEqualTo("main.fund.`deal flow`");
        assertThat(Dialect.DATABRICKS.quotedParts("main.fund.deals")).isEqualTo("`main`.`fund`.`deals`");
        assertThat(Dialect.POSTGRESQL.plain("Amount")).isEqualTo("\"Amount\"");
        assertThat(Dialect.DUCKDB.plain("Amount")).isEqualTo("Amount");
    }

    @Test
    void operatorsThatLookLikeAComment_areNotWritten() {
        assertThatThrownBy(() -> Dialect.DATABRICKS.write("SELECT --1 FROM t")).isInstanceOf(UnreadableText.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VARCHAR | STRING | VARCHAR",
                "DECIMAL(10,2) | DECIMAL(10,2) | DECIMAL(10,2)",
                "DOUBLE | DOUBLE | DOUBLE PRECISION",
                "HUGEINT | DECIMAL(38,0) | NUMERIC(38,0)",
                "NUMERIC(9,1) | DECIMAL(9,1) | NUMERIC(9,1)",
                "BLOB | BINARY | BYTEA",
                "DATE | DATE | DATE",
                "VARCHAR[] | VARCHAR[] | VARCHAR[]"
            })
    void types_haveTheEnginesNames(String duckdb, String databricks, String postgresql) {
        assertThat(Dialect.DATABRICKS.type(duckdb)).isEqualTo(databricks);
        assertThat(Dialect.POSTGRESQL.type(duckdb)).isEqualTo(postgresql);
    }

    @Test
    void unknownDialects_areToldWhichThereAre() {
        assertThatThrownBy(() -> Dialect.of("oracle")).hasMessageContaining("duckdb, databricks or postgresql");
    }
}
