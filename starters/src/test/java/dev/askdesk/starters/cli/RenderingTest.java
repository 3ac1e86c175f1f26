package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.rendering.SqlLayout;
import dev.askdesk.rendering.TextTable;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.Usage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people and scripts get to see of a reply. */
class RenderingTest {
    private static final Usage USAGE = new Usage("gpt-4o-mini", 2, 1200, 80, 0);

    private static Terminal terminal(String streams, String columns, Map<String, String> environment) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Terminal.of(nowhere, nowhere, streams, columns, environment);
    }

    private static Terminal plain() {
        return terminal("", "", Map.of());
    }

    private static Preview preview(int rows) {
        return new Preview(
                List.of("name", "amount"),
                List.of("text", "number"),
                Collections.nCopies(rows, Arrays.asList("Databricks, Inc.", "1234567.50")));
    }

    private static Reply.Answer answer(Preview preview, long rowCount, String model) {
        Evidence evidence = new Evidence(
                "SELECT name, amount FROM companies WHERE name = 'A' AND amount > 0",
                List.of("companies"),
                List.of("Latest marks only."),
                List.of("name = 'A'"),
                "2026-09-30",
                rowCount,
                false,
                "handle",
                false,
                null,
                model);
        return new Reply.Answer("We invested $1.2M.", preview, evidence, USAGE);
    }

    @Test
    void table_alignsNumbersRightAndGroupsThousands() {
        Preview preview = new Preview(
                List.of("company", "year", "usd"),
                List.of("text", "number", "number"),
                List.of(Arrays.asList("Wise", "2021", "1234567.50"), Arrays.asList("Data Bricks", null, "-98765")));

        assertThat(TextTable.lines(preview, 80))
                .containsExactly(
                        "company      year           usd",
                        "-----------  ----  ------------",
                        "Wise         2021  1,234,567.50",
                        "Data Bricks     –       -98,765");
    }

    @Test
    void table_isCutToTheWidth_andToItsRows() {
        List<String> lines = TextTable.lines(preview(40), 20);

        assertThat(lines).hasSize(TextTable.ROWS + 2).allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(20));
        assertThat(TextTable.lines(Preview.EMPTY, 80)).isEmpty();
    }

    @Test
    void cellWithControlCharacters_cannotSteerTheTerminal() {
        Preview preview = new Preview(
                List.of("name"), List.of("text"), List.of(List.of("evil\u001b[2J\nname"), List.of("b\u009b31m\u202e")));

        assertThat(String.join("|", TextTable.lines(preview, 80))).doesNotContain("\u001b", "\u009b", "\u202e", "\n");
        assertThat(new ReplyText(plain()).lines(new Reply.Declined("no\u001b[2J\u0007", USAGE), 0))
                .containsExactly("no[2J");
    }

    @Test
    void sql_isLaidOutByClauses_withoutChangingATextInQuotes() {
        assertThat(SqlLayout.lines("SELECT a, left(b, 1) FROM t LEFT JOIN u ON t.id = u.id AND u.x "
                        + "WHERE d BETWEEN '2020' AND '2021' AND n = 'FROM  WHERE' GROUP BY a ORDER BY a"))
                .containsExactly(
                        "SELECT a, left(b, 1)",
                        "FROM t",
                        "  LEFT JOIN u ON t.id = u.id",
                        "  AND u.x",
                        "WHERE d BETWEEN '2020' AND '2021'",
                        "  AND n = 'FROM  WHERE'",
                        "GROUP BY a",
                        "ORDER BY a");
    }

    @Test
    void answer_showsWordsTableAndEvidence() {
        List<String> lines = new ReplyText(plain()).lines(answer(preview(40), 120, "gpt-4o-mini"), 1);

        assertThat(lines).startsWith("We invested $1.2M.", "", "name                    amount");
        assertThat(lines)
                .contains(
                        "… and 105 more rows (--json prints all)",
                        "  SELECT name, amount",
                        "  tables   companies",
                        "  assumed  Latest marks only.",
                        "  as of    2026-09-30",
                        "  rows     120",
                        "  model    gpt-4o-mini, 1200 tokens read, 80 written, 1 repair");
    }

    @Test
    void offlineModel_isLabelled() {
        assertThat(new ReplyText(plain()).lines(answer(preview(1), 1, "offline"), 0))
                .anyMatch(line -> line.contains("offline model (a parser, not a language model)"));
    }

    @Test
    void clarifyingQuestion_numbersItsOptions() {
        Reply reply = new Reply.ClarifyingQuestion("Which Adam?", List.of("Adam Stone", "Adam Kessler"), USAGE);

        assertThat(new ReplyText(plain()).lines(reply, 0))
                .containsExactly("Which Adam?", "  1. Adam Stone", "  2. Adam Kessler");
    }

    @Test
    void json_hasNumbersNullsAndBooleans() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Arrays.asList("A", "1.50", "true"));
        rows.add(Arrays.asList(null, null, null));
        rows.add(List.of("B", "NaN", "false"));
        ReplyJson.Rows all = new ReplyJson.Rows(List.of("n", "x", "b"), List.of("text", "number", "boolean"), rows);

        var json = ReplyJson.of(answer(Preview.EMPTY, 3, "offline"), all, 2, "ask/cli/1");

        assertThat(json.path("outcome").asText()).isEqualTo("answer");
        assertThat(json.path("rows").toString())
                .isEqualTo("[[\"A\",1.50,true],[null,null,null],[\"B\",\"NaN\",false]]");
        assertThat(json.path("evidence").path("tables").toString()).isEqualTo("[\"companies\"]");
        assertThat(json.path("usage").path("inputTokens").asLong()).isEqualTo(1200);
        assertThat(json.path("repairs").asInt()).isEqualTo(2);
        assertThat(json.path("workflowId").asText()).isEqualTo("ask/cli/1");
    }

    @Test
    void jsonOfOtherReplies_hasWhatBelongsToThem() {
        var question =
                ReplyJson.of(new Reply.ClarifyingQuestion("Which?", List.of("A"), USAGE), ReplyJson.Rows.NONE, 0, "id");
        var failed = ReplyJson.of(new Reply.Failed("No.", "TIMEOUT", USAGE), ReplyJson.Rows.NONE, 0, "id");

        assertThat(question.path("outcome").asText()).isEqualTo("clarifying_question");
        assertThat(question.path("options").toString()).isEqualTo("[\"A\"]");
        assertThat(question.has("rows")).isFalse();
        assertThat(failed.path("reason").asText()).isEqualTo("TIMEOUT");
    }

    @Test
    void exitCodes_tellTheOutcomesApart() {
        assertThat(List.of(
                                answer(Preview.EMPTY, 0, "m"),
                                new Reply.ClarifyingQuestion("", List.of(), USAGE),
                                new Reply.Declined("", USAGE),
                                new Reply.Expired("", USAGE),
                                new Reply.Failed("", "X", USAGE))
                        .stream()
                        .map(ExitCodes::of))
                .containsExactly(0, 3, 4, 5, 6);
    }

    @Test
    void colours_areForTerminalsOnly() {
        assertThat(terminal(",out", "80", Map.of()).colours()).isTrue();
        assertThat(terminal(",out", "80", Map.of("NO_COLOR", "1")).colours()).isFalse();
        assertThat(terminal(",out", "80", Map.of("TERM", "dumb")).colours()).isFalse();
        assertThat(terminal("in,err", "80", Map.of()).colours()).isFalse();
        assertThat(terminal("in,out,err", "132", Map.of()).columns()).isEqualTo(132);
        assertThat(terminal(",out", "junk", Map.of()).columns()).isEqualTo(100);
    }

    @Test
    void progress_namesPhaseAndRepair() {
        UserMessage message = new UserMessage("1", "jo", "q", Instant.EPOCH);
        Attempt attempt = new Attempt("SELECT x", Problem.of(Problem.Kind.UNKNOWN_COLUMN, "no x"));

        assertThat(Progress.describe(new Turn(message, "Executing", List.of(), List.of(), null, null, List.of())))
                .isEqualTo("Executing");
        assertThat(Progress.describe(
                        new Turn(message, "Understanding", List.of(attempt), List.of(), null, null, List.of())))
                .isEqualTo("Understanding, repairing: unknown column (try 2)");
    }
}
