package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.grounding.Withheld;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sample fund as everybody sees it; what is cut elsewhere is in {@code ViewsTest}. */
class VisibleCatalogTest {
    private final Catalog whole = CatalogFile.readResource(SampleFund.CATALOG.substring(1));
    private final Catalog seen = VisibleCatalog.of(whole, Visibility.of(whole, "somebody"));

    @Test
    void fourHiddenColumns_costNothingElse() {
        assertThat(columns(whole).filter(column -> columns(seen).noneMatch(column::equals)))
                .containsExactly(
                        "staff.base_salary_usd",
                        "staff.carry_points",
                        "limited_partners.contact_email",
                        "limited_partners.bank_account");
        assertThat(seen.with(whole.tables())).isEqualTo(whole);
    }

    @Test
    void whoSeesEverything_seesTheCatalogAsItIs() {
        assertThat(VisibleCatalog.of(whole, Visibility.of(whole, new Asker("x", List.of("finance")))))
                .isEqualTo(whole);
    }

    @Test
    void whoHasNoRole_seesNothing() {
        assertThat(VisibleCatalog.of(whole, Visibility.of(whole, new Asker("x", List.of())))
                        .tables())
                .isEmpty();
    }

    @Test
    void answerableQuestions_areNotWithheld() throws Exception {
        Withheld withheld = new Withheld(whole, seen);
        List<String> refused = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/dev/askdesk/sample/questions.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode question = new ObjectMapper().readTree(line);
                if (!withheld.asked(question.path("question").asText(), List.of())
                        .isEmpty()) {
                    refused.add(question.path("id").asText());
                }
            }
        }

        assertThat(refused).containsExactly("no-ceo-salary", "no-bank-details");
        assertThat(withheld.asked("What is the average base salary?", List.of()))
                .containsExactly("base salary");
        assertThat(withheld.asked("What is the bank account number of Ridgeway?", List.of()))
                .containsExactly("bank account number");
        assertThat(withheld.asked("What is the carry of each fund?", List.of())).isEmpty();
    }

    private static Stream<String> columns(Catalog catalog) {
        return catalog.tables().stream()
                .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column.name()));
    }
}
