package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelBlocksTest {
    private static final ReplyBlocks BLOCKS = new ReplyBlocks(id -> "https://temporal.example/" + id);

    @Test
    void longResultShownPrivately_namesNoFile() {
        Reply reply = Shown.answer("Many.", Shown.preview(2, 50, "x"), 1_200, false);
        assertThat(SlackReader.shown(BLOCKS.panel(Shown.panel(Panel.ANSWER, reply))))
                .contains("These are the first 10 of 1,200 rows.")
                .doesNotContain("CSV");
    }

    @Test
    void forgottenTurn_asksToAskAgain() {
        SlackMessage message = BLOCKS.panel(new PanelRequest(Shown.CONVERSATION, Shown.ASKER, Panel.SQL, null));
        assertThat(message.text()).contains("too old").contains("ask again");
    }

    @Test
    void longSql_isSplitAndWhole() {
        String sql = "SELECT a FROM t WHERE x = 1 AND\n".repeat(150);
        Reply.Answer shorter = Shown.answer("Yes.", Preview.EMPTY, 0, false);
        Reply.Answer answer = new Reply.Answer(
                shorter.text(),
                Preview.EMPTY,
                new Evidence(sql, List.of(), List.of(), List.of(), null, 0, false, "h", false, null, "gpt"),
                Shown.USAGE);
        SlackMessage message = BLOCKS.panel(Shown.panel(Panel.SQL, answer));
        assertThat(SlackReader.shown(message).replaceAll("\\s", "")).contains(sql.replaceAll("\\s", ""));
        assertThat(SlackReader.violations(message)).isEmpty();
    }

    @Test
    void evidence_saysWhatTheAnswerRestsOn() {
        SlackMessage message =
                BLOCKS.panel(Shown.panel(Panel.EVIDENCE, Shown.answer("Yes.", Preview.EMPTY, 12_345, true)));
        assertThat(SlackReader.shown(message))
                .contains("companies", "2024-12-31", "12,345 (cut at the row limit", "a verified one", "gpt")
                .contains("1,200 tokens read, 80 written, $0.0123")
                .contains("Repairs  1");
    }
}
