package dev.askdesk.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "DUCKDB | main.fund.deal flow | Stage of deal | 'O''Brien'",
                "DATABRICKS | main.fund.`deal flow` | `Stage of deal` | 'O\\'Brien'",
                "POSTGRESQL | main.fund.\"deal flow\" | \"Stage of deal\" | 'O''Brien'"
            })
    void namesAndTexts_areWrittenAsAStatementHasToWriteThem(
            Dialect dialect, String table, String column, String value) {
        Catalog.Table deals = new Catalog.Table(
                "main.fund.deal flow",
                "one deal",
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(
                        new Catalog.Column("Stage of deal", "VARCHAR", "", List.of(), false, null, Map.of(), null),
                        new Catalog.Column("id", "INTEGER", "", List.of(), false, null, Map.of(), null)));
        Catalog catalog = new Catalog(
                "test",
                "",
                dialect.key(),
                null,
                null,
                false,
                List.of(deals),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);

        String text = SchemaText.of(
                catalog,
                List.of(deals),
                List.of(new ValueMatch("obrien", "main.fund.deal flow", "Stage of deal", "O'Brien", null)),
                Map.of(),
                Set.of());

        assertThat(text)
                .contains("CREATE TABLE " + table + " (")
                .contains("  " + column + " VARCHAR, -- has " + value)
                .contains("  id INTEGER,");
    }
}
