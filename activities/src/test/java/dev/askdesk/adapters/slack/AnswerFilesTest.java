package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerFilesTest {

    @Test
    void shortTableOfTwoRows_hasNoFile() {
        assertThat(AnswerFiles.files(request(2, false, true), result(2, false))).isEmpty();
    }

    @Test
    void rankingThatIsShownWhole_hasAChart() {
        List<SlackFile> files = AnswerFiles.files(request(8, false, true), result(8, false));
        assertThat(files.stream().map(SlackFile::name)).containsExactly("answer-1712345678-000200-e1b90ba5.png");
        assertThat(files.get(0).altText()).isEqualTo("Bar chart of total by company, largest first");
        assertThat(files.get(0).bytes()).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void moreRowsThanShown_areInACsvFileWithAllOfThem() {
        List<SlackFile> files = AnswerFiles.files(request(300, false, true), result(300, false));
        assertThat(files.stream().map(SlackFile::name)).containsExactly("answer-1712345678-000200-a34aa60c.csv");
        assertThat(files.get(0).title()).isEqualTo("All 300 rows");
        assertThat(new String(files.get(0).bytes(), StandardCharsets.UTF_8).lines())
                .hasSize(301);
    }

    @Test
    void otherRowsOfTheSameQuestion_areAnotherFile() {
        ReplyRequest request = request(300, false, true);
        String name = AnswerFiles.files(request, result(300, false)).get(0).name();

        assertThat(AnswerFiles.files(request, result(299, false)).get(0).name()).isNotEqualTo(name);
        assertThat(AnswerFiles.files(request, result(300, false)).get(0).name()).isEqualTo(name);
    }

    @Test
    void cutResult_hasNoChartAndSaysSo() {
        List<SlackFile> files = AnswerFiles.files(request(20, true, true), result(20, true));
        assertThat(files.stream().map(SlackFile::title)).containsExactly("The first 20 rows");
    }

    @Test
    void replyForOnePersonAlone_hasItsFilesToo_whichGoToThem() {
        assertThat(AnswerFiles.files(request(300, false, false), result(300, false)))
                .hasSize(1);
        assertThat(AnswerFiles.mayHave(request(300, false, false))).isTrue();
    }

    @Test
    void replyThatIsNoAnswer_hasNoFile() {
        ReplyRequest declined = Shown.request(new Reply.Declined("No.", Shown.USAGE));
        assertThat(AnswerFiles.files(declined, result(300, false))).isEmpty();
        assertThat(AnswerFiles.mayHave(declined)).isFalse();
    }

    private static ReplyRequest request(int rows, boolean truncated, boolean everybody) {
        QueryResult all = result(Math.min(rows, Preview.MAX_ROWS), truncated);
        Preview preview = new Preview(all.columns(), all.types(), all.rows());
        ReplyRequest request = Shown.request(Shown.answer("These.", preview, rows, truncated));
        return new ReplyRequest(
                request.conversationId(), request.messageId(), request.message(), request.reply(), null, everybody);
    }

    private static QueryResult result(int count, boolean truncated) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of("Company " + i, String.valueOf(i * 1_000)));
        }
        return new QueryResult(List.of("company", "total"), List.of("text", "number"), rows, truncated);
    }
}
