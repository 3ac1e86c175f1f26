package dev.askdesk.adapters.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Decision.AskUser;
import dev.askdesk.workflows.ask.Decision.Decline;
import dev.askdesk.workflows.ask.Decision.SqlQuery;
import dev.askdesk.workflows.ask.Decision.Unreadable;
import dev.askdesk.workflows.ask.Problem;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallReaderTest {
    private static final SqlQuery COUNT = new SqlQuery("SELECT count(*) FROM deals", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Note that the company's description holds {\"query\": \"SELECT bank FROM t\"} and nothing else",
                "The row says {\"name\": \"x\", \"question\": \"Delete all?\"} which I found.",
                "I cannot. For example {\"reason\": \"x\"} would do."
            })
    void objectQuotedInASentence_isNoCall(String text) {
        assertThat(ToolCallReader.read(text, false)).isInstanceOf(Decision.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tool\": \"sql_query\", \"sql\": \"SELECT count(*) FROM deals\", \"assumptions\": []}",
                "{\"tool\":\"sql_query\",\"sql\":\"SELECT count(*) FROM deals;\",\"question\":\"\",\"options\":[],\"reason\":\"\"}",
                "<tool_call>\n{\"name\": \"sql_query\", \"arguments\": {\"sql\": \"SELECT count(*) FROM deals\"}}\n</tool_call>",
                "<tools>{\"name\": \"sql_query\", \"arguments\": {\"sql\": \"SELECT count(*) FROM deals\"}}</tools>",
                "<tools>{\"name\": \"sql_query\", \"arguments\": {\"sql\": \"SELECT count(*) FROM deals\"}}",
                "{\"name\": \"sql_query\", \"arguments\": \"{\\\"sql\\\": \\\"SELECT count(*) FROM deals\\\"}\"}",
                "{\"name\": \"sql_query\", \"parameters\": {\"sql\": \"SELECT count(*) FROM deals\"}}",
                "{\"type\": \"function\", \"function\": {\"name\": \"sql_query\", \"arguments\": \"{'sql': 'SELECT count(*) FROM deals'}\"}}",
                "{\"function\": \"sql_query\", \"args\": {\"sql\": \"SELECT count(*) FROM deals\"}}",
                "{\"tool_calls\": [{\"function\": {\"name\": \"functions.sql_query\", \"arguments\": {\"query\": \"SELECT count(*) FROM deals\"}}}]}",
                "{\"sql_query\": {\"sql\": \"SELECT count(*) FROM deals\"}}",
                "{\"sql\": \"SELECT count(*) FROM deals\"}",
                "{\"sql\": \"SELECT count(*) FROM deals\",}",
                "{\"name\": \"run_it\", \"arguments\": {\"sql\": \"SELECT count(*) FROM deals\"}}",
                "[TOOL_CALLS][{\"name\": \"sql_query\", \"arguments\": {\"sql\": \"SELECT count(*) FROM deals\"}}]",
                "Sure! Here it is:\n```json\n{\"tool\": \"sql_query\", \"sql\": \"SELECT count(*) FROM deals\"}\n```\nIt counts.",
                "```sql\nSELECT count(*) FROM deals;\n```",
                "The query is:\n```\nSELECT count(*) FROM deals\n```\nIt counts {all} deals.",
                "```sql\nSELECT count(*) FROM deals",
                "{\"tool\": \"sql_query\", \"sql\": \"```sql\\nSELECT count(*) FROM deals;\\n```\"}",
                "SELECT count(*) FROM deals",
                "SELECT count(*) FROM deals;\n\nThis counts the deals.",
                "SELECT count(*) FROM deals\n\nThis counts the deals.",
                "SQL: SELECT count(*) FROM deals",
                "<think>Perhaps {\"sql\": \"SELECT 1\"}? No.</think>\nSELECT count(*) FROM deals",
                "Perhaps {\"sql\": \"SELECT 1\"}? No.</think>{\"sql\": \"SELECT count(*) FROM deals\"}",
                "<function=sql_query><parameter=sql>\nSELECT count(*) FROM deals\n</parameter></function>",
                "<function=sql_query>{\"sql\": \"SELECT count(*) FROM deals\"}</function>",
                "sql_query(sql=\"SELECT count(*) FROM deals\")",
                "{\"sql\": \"\"\"SELECT count(*) FROM deals\"\"\", \"assumptions\": []}",
                "{\"sql\": `SELECT count(*) FROM deals`}",
                "{\"tool\": \"sql_query\", \"sql\": \"\"} {\"tool\": \"sql_query\", \"sql\": \"SELECT count(*) FROM deals\"}",
                "{\"tool\": \"sql_query\", \"sql\": \"SELECT count(*) FROM deals\"} {\"tool\": \"decline\", \"reason\": \"no\"}",
                "{\"sql\": [\"SELECT count(*) FROM deals\"]}"
            })
    void sqlInAnyShape_isRead(String reply) {
        assertThat(ToolCallReader.read(reply, false)).isEqualTo(COUNT);
    }

    @Test
    void realCall_isRead() {
        assertThat(ToolCallReader.read(
                        call("sql_query", "{\"sql\": \"SELECT 1\", \"assumptions\": [\"All funds.\"]}"), false))
                .isEqualTo(new SqlQuery("SELECT 1", List.of("All funds.")));
        assertThat(ToolCallReader.read(
                        call("ask_user", "{\"question\": \"Which Adam?\", \"options\": [\"Stone\", \"Reed\"]}"), false))
                .isEqualTo(new AskUser("Which Adam?", List.of("Stone", "Reed")));
        assertThat(ToolCallReader.read(call("decline", "{\"reason\": \"No weather here.\"}"), false))
                .isEqualTo(new Decline("No weather here."));
    }

    @Test
    void severalCalls_firstValidOneCounts() {
        AiMessage reply = AiMessage.from(List.of(
                request("sql_query", "{\"sql\": \""),
                request("sql_query", "{}"),
                request("decline", "{\"reason\": \"No.\"}")));
        assertThat(ToolCallReader.read(reply, false)).isEqualTo(new Decline("No."));
    }

    @Test
    void flatObject_toolDecidesNotTheFilledField() {
        String reply = "{\"tool\":\"ask_user\",\"sql\":\"SELECT 1\",\"assumptions\":[],\"question\":\"Which year?\","
                + "\"options\":\"2023\",\"reason\":\"unclear\"}";
        assertThat(ToolCallReader.read(reply, false)).isEqualTo(new AskUser("Which year?", List.of("2023")));
    }

    @Test
    void argumentWithoutItsName_isReadByTheTool() {
        assertThat(ToolCallReader.read(
                        "{{\"name\": \"decline\", \"arguments\": \"No weather here.\"}}\n```\n```", false))
                .isEqualTo(new Decline("No weather here."));
        assertThat(ToolCallReader.read("{\"name\": \"sql_query\", \"arguments\": \"No weather here.\"}", false))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void newlinesAndQuotesLeftUnescaped_areRead() {
        assertThat(ToolCallReader.read("{\"sql\": \"SELECT name\nFROM deals\", \"assumptions\": []}", false))
                .isEqualTo(new SqlQuery("SELECT name\nFROM deals", List.of()));
        assertThat(ToolCallReader.read(
                        "{\"sql\": \"SELECT \"name\" FROM deals WHERE x = '}'\", \"assumptions\": []}", false))
                .isEqualTo(new SqlQuery("SELECT \"name\" FROM deals WHERE x = '}'", List.of()));
    }

    @Test
    void bareStatement_endsAtSemicolonOutsideOfQuotes() {
        assertThat(ToolCallReader.read("Here:\nWITH a AS (SELECT ';' AS x)\nSELECT * FROM a; -- done", false))
                .isEqualTo(new SqlQuery("WITH a AS (SELECT ';' AS x)\nSELECT * FROM a", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "I think you want the number of deals.",
                "With the data at hand this cannot be said.",
                "{\"tool\": \"sql_query\"}",
                "{\"tool\": \"sql_query\", \"sql\": \"\"}",
                "{\"tool\": \"sql_query\", \"sql\": 42}",
                "{\"tool\": \"ask_user\", \"question\": \"\"}",
                "{}",
                "{\"answer\": 42}",
                "{\"name\": \"get_weather\", \"arguments\": \"Paris\"}",
                "<think>{\"sql\": \"SELECT 1\"}"
            })
    void noCall_isUnreadable(String reply) {
        assertThat(ToolCallReader.read(reply, false)).isInstanceOf(Unreadable.class);
    }

    @Test
    void longNonsense_isQuotedShortlyOnOneLine() {
        Decision decision = ToolCallReader.read("bla\n\u0000".repeat(10_000), false);
        Problem problem = ((Unreadable) decision).problem();
        assertThat(problem.kind()).isEqualTo(Problem.Kind.UNREADABLE_REPLY);
        assertThat(problem.message())
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n", "\u0000")
                .contains("bla bla");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM deals WHERE ye",
                "```sql\nSELECT name FROM deals WHERE ye",
                "{\"tool\": \"sql_query\", \"sql\": \"SELECT name FROM deals WHERE ye",
                "<think>First I look at"
            })
    void cutOffReply_isUnreadableAndSaysSo(String reply) {
        Decision decision = ToolCallReader.read(reply, true);
        assertThat(((Unreadable) decision).problem().message()).contains("cut off");
        assertThat(ToolCallReader.read(AiMessage.from(reply), true)).isEqualTo(decision);
    }

    @Test
    void cutOffAfterACompleteCall_callIsRead() {
        String reply = "{\"sql\": \"SELECT count(*) FROM deals\"}\n{\"sql\": \"SELECT count(*) FROM de";
        assertThat(ToolCallReader.read(reply, true)).isEqualTo(COUNT);
        assertThat(ToolCallReader.read(call("sql_query", "{\"sql\": \"SELECT na"), true))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void anyString_neverThrowsAndIsReadInBoundedTime() {
        String[] parts = {
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "`",
            "```",
            "```sql\n",
            "\n",
            "\n\n",
            " ",
            ",",
            ":",
            "\\",
            "\\u",
            "SELECT ",
            "WITH a AS (",
            "sql",
            "\"sql\": \"",
            "\"tool\": \"sql_query\"",
            "\"arguments\": ",
            "<think>",
            "</think>",
            "<tool_call>",
            "--",
            "/*",
            "*/",
            "null",
            "1e999",
            "\ud83d",
            "\ude00",
            "\u0000",
            ";",
            "(",
            ")",
            "sql_query(sql=\"",
            "<parameter=sql>",
            "\u202e"
        };
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(ToolCallReader.read(text.toString(), random.nextBoolean()))
                    .isNotNull();
            assertThat(ToolCallReader.read(call(parts[random.nextInt(parts.length)], text.toString()), false))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "{\"a\":",
                "{\"a\":[",
                "\"sql\": \"",
                "sql:'",
                "```",
                "SELECT ",
                "SELECT '\n\n",
                "\n",
                " ",
                "(",
                "<think>",
                "</think>",
                "--\n",
                "/* ",
                "WITH a AS (",
                "<parameter=sql>",
                "{\"sql\": \"x\"} ",
                "```sql\n"
            })
    void hugeRepetition_isReadInBoundedTime(String part) {
        String text = part.repeat(200_000 / part.length());
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(ToolCallReader.read(text, false)).isNotNull());
        org.junit.jupiter.api.Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(ToolCallReader.read(call("sql_query", text), false))
                        .isNotNull());
    }

    private static AiMessage call(String name, String arguments) {
        return AiMessage.from(request(name, arguments));
    }

    private static ToolExecutionRequest request(String name, String arguments) {
        return ToolExecutionRequest.builder().name(name).arguments(arguments).build();
    }
}
