package dev.askdesk.adapters.model;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Instant;
import java.util.List;

/** A small database and questions about it. */
final class Samples {
    private static final String SCHEMA = """
            CREATE TABLE companies (
              id INTEGER PRIMARY KEY,
              name VARCHAR, -- legal name
              sector VARCHAR -- 'AI', 'Fintech', 'Health'
            );
            CREATE TABLE investments (
              id INTEGER PRIMARY KEY,
              company_id INTEGER, -- companies.id
              invested_on DATE,
              amount_usd DECIMAL(18,2) -- in US dollars
            );
            """;

    static final Catalog CATALOG = new Catalog(
            "Sample",
            "Investments of a small fund",
            "duckdb",
            "USD",
            null,
            false,
            List.of(
                    new Catalog.Table(
                            "companies", "one company", List.of(), "name", null, List.of(), List.of(), List.of()),
                    new Catalog.Table(
                            "investments",
                            "one investment in a company",
                            List.of(),
                            null,
                            "invested_on",
                            List.of("A company can have several investments."),
                            List.of(new Catalog.DefaultFilter(
                                    "{t}.amount_usd > 0", "Reversed investments are left out.", List.of(), false)),
                            List.of())),
            List.of(new Catalog.Join("investments.company_id", "companies.id", null)),
            List.of(),
            List.of("A year is a calendar year."),
            List.of(),
            null);

    private Samples() {}

    static UnderstandRequest understand(String question) {
        return request(question, List.of(), List.of(), List.of());
    }

    static UnderstandRequest repair(String question, Attempt... attempts) {
        return request(question, List.of(), List.of(), List.of(attempts));
    }

    static UnderstandRequest request(
            String question, List<Exchange> history, List<Exchange> clarifications, List<Attempt> attempts) {
        List<Grounding.ValueMatch> values = question.contains("Databricks")
                ? List.of(new Grounding.ValueMatch("Databricks", "companies", "name", "Databricks, Inc.", null))
                : List.of();
        return new UnderstandRequest(
                new UserMessage("m1", "u1", question, Instant.parse("2025-03-04T10:00:00Z")),
                history,
                clarifications,
                new Grounding(
                        List.of("companies", "investments"),
                        SCHEMA,
                        values,
                        null,
                        null,
                        List.of(),
                        false,
                        List.of(),
                        null),
                attempts,
                0);
    }

    static InterpretRequest interpret(List<String> unsupported) {
        Preview preview = new Preview(
                List.of("name", "total_usd"),
                List.of("text", "number"),
                List.of(List.of("Databricks, Inc.", "12345678.90")));
        return new InterpretRequest(
                "How much did we invest in Databricks?",
                "SELECT name, SUM(amount_usd) AS total_usd FROM investments GROUP BY name",
                List.of("All funds are included."),
                preview,
                1,
                false,
                "2025-03-01",
                unsupported,
                null);
    }
}
