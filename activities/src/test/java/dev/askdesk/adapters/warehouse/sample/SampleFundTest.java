package dev.askdesk.adapters.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFundTest {
    private static final String LATEST = "v.mark_date = (SELECT max(l.mark_date) FROM valuation_marks l"
            + " WHERE l.fund_id = v.fund_id AND l.company_id = v.company_id)";

    @TempDir
    static Path folder;

    private static SampleDatabase database;

    @BeforeAll
    static void write() throws SQLException {
        Path file = folder.resolve("sample.duckdb");
        long start = System.nanoTime();
        SampleFund.writeTo(file);
        System.out.printf("sample database written in %d ms%n", (System.nanoTime() - start) / 1_000_000);
        database = new SampleDatabase(file);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @Test
    void written_hasTheTablesAndRowsOfARealFund() {
        long rows = database.tables().stream()
                .mapToLong(table -> database.number("SELECT count(*) FROM " + table))
                .sum();
        System.out.printf("%d tables, %d rows%n", database.tables().size(), rows);
        assertThat(database.tables()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(rows).isGreaterThanOrEqualTo(50_000);
        assertThat(database.tables()).allSatisfy(table -> assertThat(database.number("SELECT count(*) FROM " + table))
                .isPositive());
    }

    @Test
    void writtenTwice_hasTheSameRows() throws SQLException {
        Path second = folder.resolve("second.duckdb");
        SampleFund.writeTo(second);
        try (SampleDatabase other = new SampleDatabase(second)) {
            assertThat(checksums(other)).isEqualTo(checksums(database));
        }
    }

    /** The sums that were there when the questions were written: another machine or Java must give the same. */
    @Test
    void written_hasTheKnownFigures() {
        assertThat(database.column("SELECT sum(amount_usd) FROM investments")).containsExactly("1101768024.20");
        assertThat(database.column("SELECT sum(fair_value_usd) FROM valuation_marks v WHERE " + LATEST))
                .containsExactly("1791247414.96");
        assertThat(database.column("SELECT sum(revenue_usd) FROM company_metrics"))
                .containsExactly("6919869966.11");
        assertThat(database.number("SELECT count(*) FROM deal_activities")).isEqualTo(18_520);
    }

    @Test
    void writtenOverAnOlderFile_replacesItAndLeavesNothingBeside() throws IOException, SQLException {
        Path inner = Files.createDirectory(folder.resolve("over"));
        Path file = Files.writeString(inner.resolve("sample.duckdb"), "half a file");
        SampleFund.writeTo(file);
        try (Stream<Path> left = Files.list(inner)) {
            assertThat(left).containsExactly(file);
        }
        try (SampleDatabase fresh = new SampleDatabase(file)) {
            assertThat(fresh.number("SELECT count(*) FROM funds")).isEqualTo(6);
        }
    }

    @Test
    void folderIsAFile_saysWhichFileCannotBeWritten() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "");
        assertThatThrownBy(() -> SampleFund.writeTo(blocked.resolve("sample.duckdb")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("sample.duckdb");
    }

    @Test
    void trapOfNames_twoAdamsInvestedLastYearAndAPrincipalSharesAPartnersFirstName() {
        String investedIn2025 = "SELECT DISTINCT s.full_name FROM staff s JOIN investments i"
                + " ON i.lead_partner_id = s.staff_id WHERE s.role = 'General Partner'"
                + " AND s.full_name LIKE 'Adam %' AND year(i.invested_on) = 2025";
        assertThat(database.column(investedIn2025)).containsExactlyInAnyOrder("Adam Stone", "Adam Kessler");
        assertThat(database.column("SELECT role FROM staff WHERE full_name LIKE 'Marcus %'"))
                .containsExactlyInAnyOrder("General Partner", "Principal");
        assertThat(database.number("SELECT count(*) FROM investments i JOIN staff s ON i.lead_partner_id = s.staff_id"
                        + " WHERE s.full_name = 'Marcus Webb'"))
                .isPositive();
    }

    @Test
    void trapOfSpellings_thePipelineNamesCompaniesOtherwise() {
        assertThat(database.query("SELECT d.company_name, c.name FROM deals d JOIN companies c USING (company_id)"
                        + " WHERE d.company_name <> c.name ORDER BY c.name"))
                .containsExactly(
                        List.of("Brightpath Health", "Arcwell"),
                        List.of("Data Bricks", "Databricks"),
                        List.of("Hélio Robotics", "Helio Robotics"));
        assertThat(database.column("SELECT alias FROM company_aliases WHERE kind = 'Former name'"))
                .contains("TransferWise", "Brightpath Health");
        assertThat(database.number("SELECT count(*) FROM company_aliases a JOIN companies c USING (company_id)"
                        + " WHERE a.company_name <> c.name"))
                .isZero();
    }

    @Test
    void trapOfMarks_thereAreManyPerPositionAndTheNewestQuarterIsNotTheLatestOfAll() {
        assertThat(database.number("SELECT min(n) FROM (SELECT count(DISTINCT mark_date) n FROM valuation_marks"
                        + " WHERE mark_date > DATE '2025-09-30' GROUP BY fund_id) q"))
                .isGreaterThan(1);
        assertThat(database.number("SELECT count(*) FROM valuation_marks v WHERE v.fair_value_usd > 0"
                        + " AND v.mark_date < DATE '2026-09-30' AND " + LATEST))
                .isPositive();
    }

    @Test
    void trapsOfMoneyPeopleAndGaps_areThere() {
        assertThat(database.column("SELECT DISTINCT currency FROM investments"))
                .containsExactlyInAnyOrder("USD", "EUR", "GBP", "SEK", "CAD");
        assertThat(database.column(
                        "SELECT full_name FROM staff WHERE role = 'General Partner' AND left_on IS NOT NULL"))
                .containsExactly("Daniel Okafor");
        for (String gap : List.of(
                "companies WHERE sector IS NULL",
                "companies WHERE country IS NULL",
                "deals WHERE ask_usd IS NULL",
                "deals WHERE stage = 'Passed' AND pass_reason IS NULL",
                "rounds WHERE post_money_usd IS NULL",
                "company_metrics WHERE revenue_usd IS NULL",
                "capital_call_lines WHERE paid_on IS NULL")) {
            assertThat(database.number("SELECT count(*) FROM " + gap)).as(gap).isPositive();
        }
    }

    @Test
    void figures_agreeWithEachOther() {
        for (String wrong : List.of(
                "investments i JOIN rounds r USING (round_id) WHERE i.invested_on <> r.closed_on"
                        + " OR i.company_id <> r.company_id",
                "investments i LEFT JOIN fx_rates x ON x.currency = i.currency AND x.rate_date = i.invested_on"
                        + " WHERE abs(i.amount_usd - i.amount * coalesce(x.usd_per_unit, 1)) > 0.01"
                        + " OR i.currency <> 'USD' AND x.usd_per_unit IS NULL",
                "(SELECT round_id, sum(amount_usd) ours FROM investments GROUP BY 1) i JOIN rounds r USING (round_id)"
                        + " WHERE i.ours > r.size_usd",
                "investments i JOIN staff s ON s.staff_id = i.lead_partner_id"
                        + " WHERE i.invested_on < s.start_date OR i.invested_on > s.left_on",
                "valuation_marks v WHERE v.mark_date < (SELECT min(i.invested_on) FROM investments i"
                        + " WHERE i.company_id = v.company_id AND i.fund_id = v.fund_id)",
                "valuation_marks v JOIN exits e USING (company_id)"
                        + " WHERE v.mark_date > e.exited_on AND v.fair_value_usd > 0",
                "companies c WHERE c.status = 'Exited' AND NOT EXISTS"
                        + " (SELECT 1 FROM exits e WHERE e.company_id = c.company_id)",
                "companies c WHERE NOT EXISTS (SELECT 1 FROM investments i WHERE i.company_id = c.company_id)",
                "(SELECT fund_id, sum(amount_usd) s FROM investments GROUP BY 1) i JOIN"
                        + " (SELECT fund_id, sum(amount_usd) s FROM capital_calls GROUP BY 1) k USING (fund_id)"
                        + " JOIN funds f USING (fund_id) WHERE i.s > k.s OR k.s > f.size_usd",
                "(SELECT fund_id, sum(amount_usd) s FROM commitments GROUP BY 1) m JOIN funds f USING (fund_id)"
                        + " WHERE m.s <> f.size_usd",
                "capital_calls k WHERE amount_usd <> (SELECT sum(amount_usd) FROM capital_call_lines l"
                        + " WHERE l.call_id = k.call_id)",
                "distributions d WHERE amount_usd <> (SELECT sum(amount_usd) FROM distribution_lines l"
                        + " WHERE l.distribution_id = d.distribution_id)",
                "deal_activities a JOIN staff s USING (staff_id) WHERE a.happened_on < s.start_date"
                        + " OR a.happened_on > s.left_on",
                "board_seats b WHERE b.ended_on < b.since")) {
            assertThat(database.number("SELECT count(*) FROM " + wrong))
                    .as(wrong)
                    .isZero();
        }
    }

    @Test
    void questions_areManyAndEachReferenceRuns() {
        List<JsonNode> questions = SampleDatabase.questions();
        assertThat(questions.stream().filter(q -> !q.has("expect")).count()).isGreaterThanOrEqualTo(60);
        assertThat(questions.stream().filter(q -> q.has("expect")).count()).isGreaterThanOrEqualTo(20);
        assertThat(questions.stream().map(q -> q.get("id").asText())).doesNotHaveDuplicates();
        for (JsonNode question : questions) {
            if (question.has("sql")) {
                List<List<String>> rows = database.query(question.get("sql").asText());
                assertThat(rows).as(question.toString()).isNotEmpty();
                assertThat(rows.stream().flatMap(List::stream).filter(Objects::nonNull))
                        .as(question.toString())
                        .isNotEmpty();
            }
        }
    }

    private static List<String> checksums(SampleDatabase of) {
        return of.tables().stream()
                .map(table -> table + of.query("SELECT count(*), bit_xor(hash(t)), sum(hash(t)) FROM " + table + " t"))
                .toList();
    }
}
