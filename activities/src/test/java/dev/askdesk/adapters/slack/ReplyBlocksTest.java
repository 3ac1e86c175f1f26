package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyBlocksTest {

    private static final ReplyBlocks BLOCKS = new ReplyBlocks(id -> "https://temporal.example/" + id);

    @ParameterizedTest
    @CsvSource({
        "Understanding, Understanding the question…",
        "Executing, Running the query…",
        "Interpreting, Wording the answer…",
        "Elsewhere, Working on it…"
    })
    void progress_saysThePhaseAndCanBeStopped(String phase, String words) {
        SlackMessage message = BLOCKS.progress(
                new ProgressRequest(Shown.CONVERSATION, Shown.MESSAGE, Shown.ASKER, phase, null, false));
        assertThat(message.text()).isEqualTo(words);
        assertThat(SlackReader.shown(message)).contains(words);
        assertThat(SlackReader.actionIds(message)).containsExactly("askdesk.stop");
    }

    @Test
    void place_isTheSameForProgressReplyAndStandIn() {
        String place = ReplyBlocks.placeId(Shown.CONVERSATION, Shown.MESSAGE);
        assertThat(SlackReader.firstBlockId(BLOCKS.progress(
                        new ProgressRequest(Shown.CONVERSATION, Shown.MESSAGE, Shown.ASKER, "Executing", null, false))))
                .isEqualTo(place);
        for (Reply reply : List.of(
                Shown.answer("Yes.", Preview.EMPTY, 0, false),
                new Reply.ClarifyingQuestion("Which?", List.of(), Shown.USAGE),
                new Reply.Declined("No.", Shown.USAGE),
                new Reply.Expired("Too late.", Shown.USAGE),
                new Reply.Failed("Broken.", "CANCELLED", Shown.USAGE))) {
            assertThat(SlackReader.firstBlockId(BLOCKS.reply(Shown.request(reply))))
                    .isEqualTo(place);
            assertThat(SlackReader.firstBlockId(BLOCKS.privately(Shown.request(reply))))
                    .isEqualTo(place);
        }
        assertThat(ReplyBlocks.placeId("x".repeat(900), "y".repeat(900))).hasSizeLessThan(200);
        assertThat(ReplyBlocks.placeId("a", "b/c")).isNotEqualTo(ReplyBlocks.placeId("a/b", "c"));
        assertThat(ReplyBlocks.reminderPlaceId("a", "b")).startsWith(ReplyBlocks.placeId("a", "b") + ".");
        assertThat(ReplyBlocks.filesPlaceId("a", "b")).startsWith(ReplyBlocks.placeId("a", "b") + ".");
    }

    @Test
    void shortResult_isShownAsAlignedTable() {
        Preview preview = new Preview(
                List.of("company", "invested"),
                List.of("text", "number"),
                List.of(List.of("Databricks", "1250000.5"), Arrays.asList("日本 Ltd", null)));
        String shown = SlackReader.shown(BLOCKS.reply(Shown.request(Shown.answer("Two.", preview, 2, false))));
        assertThat(shown)
                .contains("company        invested\n----------  -----------\n"
                        + "Databricks  1,250,000.5\n日本 Ltd              –")
                .contains("as of 2024-12-31 · 2 rows · from companies · verified query · gpt")
                .doesNotContain("CSV");
    }

    @Test
    void longResult_saysThatTheRestIsAttached() {
        Preview preview = Shown.preview(2, 50, "x");
        String shown = SlackReader.shown(BLOCKS.reply(Shown.request(Shown.answer("Many.", preview, 1_200, true))));
        assertThat(shown)
                .contains("These are the first 10 of 1,200 rows.")
                .contains("attached as CSV")
                .contains("Cut at the row limit of 1,200 rows: there are more");
    }

    @Test
    void wideResult_showsTheColumnsThatFit() {
        SlackMessage message = BLOCKS.reply(
                Shown.request(Shown.answer("Wide.", Shown.preview(60, 3, "a cell of some length"), 3, false)));
        assertThat(SlackReader.shown(message))
                .contains("Not every column and cell")
                .contains("CSV");
        assertThat(SlackReader.violations(message)).isEmpty();
    }

    @Test
    void answer_hasButtonsThatNameTheQuestion() {
        SlackMessage message = BLOCKS.reply(Shown.request(Shown.answer("Yes.", Preview.EMPTY, 0, false)));
        assertThat(SlackReader.actionIds(message))
                .containsExactly("askdesk.evidence", "askdesk.sql", "askdesk.up", "askdesk.down", "askdesk.wrong");
        assertThat(SlackReader.values(message)).allSatisfy(value -> assertThat(Button.of(value))
                .hasValue(new Button(Shown.CONVERSATION, Shown.MESSAGE, Shown.ASKER, null)));
    }

    @Test
    void boldOfTheModel_staysBold() {
        SlackMessage message = BLOCKS.reply(
                Shown.request(Shown.answer("We hold **12** of *them*, 2*3 left.", Preview.EMPTY, 0, false)));
        assertThat(SlackReader.json(message).toString())
                .contains("{\"type\":\"text\",\"text\":\"12\",\"style\":{\"bold\":true")
                .contains("{\"type\":\"text\",\"text\":\"them\",\"style\":{\"bold\":true")
                .contains(", 2*3 left.");
    }

    @Test
    void standIn_repeatsNothing() {
        Reply reply = Shown.answer("Secret 4711", Shown.preview(1, 3, "Secret"), 3, false);
        SlackMessage message = BLOCKS.privately(Shown.request(reply));
        assertThat(SlackReader.json(message) + message.text())
                .doesNotContain("Secret", "4711", "companies", "Acme", "3 rows", "SELECT");
        assertThat(SlackReader.actionIds(message)).containsExactly("askdesk.answer");
        assertThat(SlackReader.effects(message)).containsExactly("user " + Shown.ASKER);
    }

    @Test
    void cancelled_isSaidAsStopped() {
        SlackMessage message =
                BLOCKS.reply(Shown.request(new Reply.Failed("Cancelled, as asked.", "CANCELLED", Shown.USAGE)));
        assertThat(message.text()).isEqualTo("Stopped, as asked.");
        assertThat(message.blocks()).hasSize(1);
    }

    @Test
    void failed_saysWhyAndLinksToTheRun() {
        SlackMessage message = BLOCKS.reply(Shown.request(new Reply.Failed("No luck.", "TIMEOUT", Shown.USAGE)));
        assertThat(SlackReader.shown(message)).contains("No luck.").contains("it took too long");
        assertThat(SlackReader.effects(message)).containsExactly("link https://temporal.example/" + Shown.CONVERSATION);
    }

    @Test
    void reminder_mentionsTheAsker() {
        SlackMessage message = BLOCKS.reminder(
                new ReminderRequest(Shown.CONVERSATION, Shown.MESSAGE, Shown.ASKER, "2025-03-04T17:05:00Z"));
        assertThat(SlackReader.shown(message)).contains("4 March, 17:05 UTC");
        assertThat(SlackReader.effects(message)).containsExactly("user " + Shown.ASKER);
    }

    @Test
    void askerWhoIsNotOfSlack_isNotMentioned() {
        SlackMessage message = BLOCKS.reminder(
                new ReminderRequest(Shown.CONVERSATION, Shown.MESSAGE, "<!channel>", "2025-03-04T17:05:00Z"));
        assertThat(SlackReader.effects(message)).isEmpty();
        assertThat(SlackReader.shown(message)).startsWith("the person who asked, the question above");
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "2500, 0"})
    void longIds_leaveOutButtonsThatSlackWouldRefuse(int length, int buttons) {
        SlackMessage message = BLOCKS.progress(
                new ProgressRequest("x".repeat(length), Shown.MESSAGE, Shown.ASKER, "Executing", null, false));
        assertThat(SlackReader.violations(message)).isEmpty();
        assertThat(SlackReader.values(message)).hasSize(buttons);
    }

    @Test
    void whateverTheText_messagesAreWithinTheLimits() {
        List<String> texts = new ArrayList<>(HostileText.ALL);
        texts.addAll(
                List.of("", " ", "\n", "\t\t", "x".repeat(50_000), "\"\\\n".repeat(9_000), "**b** ".repeat(9_000)));
        texts.addAll(List.of("😀".repeat(9_000), "ﷺ".repeat(9_000), "<&>".repeat(9_000), "e\u0301".repeat(9_000)));
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            texts.add(random.ints(random.nextInt(3_000), 0, 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        for (String text : texts) {
            for (SlackMessage message : Shown.everyMessage(BLOCKS, text)) {
                assertThat(SlackReader.violations(message))
                        .as("%s", text.substring(0, Math.min(40, text.length())))
                        .isEmpty();
            }
        }
    }
}
