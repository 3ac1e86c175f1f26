package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.slack.SlackDouble.Answer;
import dev.askdesk.adapters.slack.SlackDouble.Asked;
import dev.askdesk.workflows.triage.DigestActivity.Entry;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Page;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackDigestTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant UNTIL = Instant.parse("2026-11-20T08:00:00Z");
    private static final String KEY = "digest/local/" + UNTIL;
    /** Characters of blocks as JSON that Slack takes. */
    private static final int LONGEST = 13_000;

    private static final String VERSION = "0123456789abcdef";

    private final SlackDouble slack = new SlackDouble();
    private final SlackDigest digest = new SlackDigest(slack.apiUrl(), "xoxb-1", Duration.ofSeconds(5));

    @AfterEach
    void close() {
        digest.close();
        slack.close();
    }

    private static Posting posting(List<Entry> entries, int noted) {
        return new Posting("local", "C1", KEY, UNTIL, new News(noted, 1, 2, 0, entries, List.of()));
    }

    private static Entry noted(String id, Page... cited) {
        return new Entry(id, VERSION, "https://desk/a/tickets/" + id, Outcome.NOTED, "Answered.", List.of(cited));
    }

    private JsonNode posted(Posting posting) throws JsonProcessingException {
        digest.post(posting);
        Asked asked = slack.asked("chat.postMessage").get(0);
        assertThat(asked.form()).containsEntry("channel", "C1").containsEntry("unfurl_links", "0");
        return JSON.readTree(asked.form().get("blocks"));
    }

    @Test
    void ticket_isLinkedWithItsPagesAndHasThumbs() throws JsonProcessingException {
        JsonNode blocks = posted(posting(List.of(noted("7", new Page("VPN & <co>", "https://w/?a=1&b=|"))), 1));

        assertThat(slack.asked("chat.postMessage").get(0).form())
                .containsEntry("text", "Desk: 4 tickets ended, 1 noted, 1 abstained, 2 skipped, 0 parked.");
        assertThat(blocks.at("/0/block_id").asText()).isEqualTo(KEY);
        assertThat(blocks.at("/1/text/text").asText())
                .isEqualTo("*<https://desk/a/tickets/7|#7>* noted: Answered.\n"
                        + "Rests on <https://w/?a=1&amp;b=%7C|VPN &amp; &lt;co&gt;>");
        JsonNode up = blocks.at("/2/elements/0");
        assertThat(Button.Action.of(up.path("action_id").asText())).contains(Button.Action.NOTE_UP);
        assertThat(Button.of(up.path("value").asText()))
                .contains(new Button("triage/local", "local/7/" + VERSION, "", null));
        assertThat(Button.Action.of(blocks.at("/2/elements/1/action_id").asText()))
                .contains(Button.Action.NOTE_DOWN);
        assertThat(blocks.at("/3/elements/0/text").asText()).startsWith("And 3 more");
    }

    @Test
    void ticketWithoutNote_hasNoThumbs_andWhatIsNoWebAddressIsNoLink() throws JsonProcessingException {
        Entry parked = new Entry("8", VERSION, "javascript:x", Outcome.PARKED, "<!channel> failed", List.of());
        JsonNode blocks = posted(posting(List.of(parked), 0));

        assertThat(blocks.at("/1/text/text").asText()).isEqualTo("*#8* parked: &lt;!channel&gt; failed");
        assertThat(blocks.findValues("action_id")).isEmpty();
    }

    @Test
    void longestDigest_keepsToSlacksLimits() throws JsonProcessingException {
        Page[] pages = IntStream.range(0, 60)
                .mapToObj(i -> new Page("&".repeat(500), "https://w/" + "&".repeat(i * 10)))
                .toArray(Page[]::new);
        List<Entry> entries =
                IntStream.range(0, 100).mapToObj(i -> noted("" + i, pages)).toList();
        JsonNode blocks = posted(posting(entries, 100));

        assertThat(blocks.size()).isLessThanOrEqualTo(50);
        Set<String> actions = new HashSet<>();
        for (JsonNode block : blocks) {
            assertThat(block.at("/text/text").asText().length()).isLessThanOrEqualTo(3_000);
            for (JsonNode element : block.path("elements")) {
                assertThat(element.path("value").asText().length()).isLessThanOrEqualTo(2_000);
                assertThat(element.has("action_id")
                                && !actions.add(element.path("action_id").asText()))
                        .isFalse();
            }
        }
        assertThat(blocks.get(blocks.size() - 1).toString()).contains("And 101 more");
        assertThat(blocks.toString().length()).isLessThan(LONGEST);
    }

    @Test
    void manyTickets_areShownInPart() throws JsonProcessingException {
        List<Entry> entries =
                IntStream.range(0, 100).mapToObj(i -> noted("" + i)).toList();
        JsonNode blocks = posted(posting(entries, 100));

        assertThat(blocks).hasSize(1 + 20 * 2 + 1);
        assertThat(blocks.get(41).toString()).contains("And 83 more");
    }

    @Test
    void ordinaryTickets_areAsManyAsSlackTakes_andTheRestIsCounted() throws JsonProcessingException {
        Page[] pages = IntStream.range(0, 3)
                .mapToObj(i ->
                        new Page("How to get on the VPN from abroad, part " + i, "https://firm.example/wiki/vpn/" + i))
                .toArray(Page[]::new);
        List<Entry> entries =
                IntStream.range(0, 20).mapToObj(i -> noted("1234" + i, pages)).toList();
        JsonNode blocks = posted(posting(entries, 20));

        assertThat(blocks.toString().length()).isLessThan(LONGEST);
        int shown = (blocks.size() - 2) / 2;
        assertThat(shown).isBetween(8, 19);
        assertThat(blocks.get(blocks.size() - 1).toString()).contains("And " + (23 - shown) + " more");
    }

    @Test
    void digestWhoseBlocksSlackRefuses_isPostedAsPlainText_andFoundByItsKey() throws JsonProcessingException {
        slack.answer("chat.postMessage", Answer.json("{\"ok\":false,\"error\":\"msg_blocks_too_long\"}"));
        slack.answer("chat.postMessage", Answer.json("{\"ok\":true,\"ts\":\"1700000000.000100\"}"));
        digest.post(posting(List.of(noted("7")), 1));

        JsonNode blocks =
                JSON.readTree(slack.asked("chat.postMessage").get(1).form().get("blocks"));
        assertThat(blocks).hasSize(1);
        assertThat(blocks.at("/0/block_id").asText()).isEqualTo(KEY);
        assertThat(blocks.toString()).contains("4 tickets ended");
    }

    @Test
    void message_isFoundByItsKeyOnALaterPage() {
        slack.answer(
                "conversations.history",
                Answer.json(
                        "{\"ok\":true,\"messages\":[{\"type\":\"message\",\"text\":\"hi\"},{\"type\":\"message\","
                                + "\"blocks\":[{\"type\":\"new_kind\",\"x\":1,\"block_id\":\"b\"},{\"type\":\"actions\","
                                + "\"elements\":[{\"type\":\"new_element\"}]}]}],\"response_metadata\":{\"next_cursor\":\"n\"}}"));
        slack.answer(
                "conversations.history",
                Answer.json("{\"ok\":true,\"messages\":[{\"blocks\":[{\"type\":\"section\",\"block_id\":\"" + KEY
                        + "\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"x\"}}]}]}"));

        assertThat(digest.has(posting(List.of(), 1))).isTrue();
        List<Asked> asked = slack.asked("conversations.history");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0).form())
                .containsEntry("oldest", UNTIL.minus(Duration.ofMinutes(15)).getEpochSecond() + ".000000")
                .doesNotContainKey("cursor");
        assertThat(asked.get(1).form()).containsEntry("cursor", "n");
    }

    @Test
    void whatWasPosted_isFoundAgain() {
        slack.answer("conversations.history", SlackDouble.HISTORY);
        Posting posting = posting(List.of(noted("7")), 1);
        assertThat(digest.has(posting)).isFalse();
        digest.post(posting);

        assertThat(digest.has(posting)).isTrue();
    }

    @Test
    void otherMessages_areNotIt() {
        slack.answer(
                "conversations.history",
                Answer.json("{\"ok\":true,\"messages\":[{\"blocks\":[{\"type\":\"divider\",\"block_id\":\"" + KEY
                        + "0\"}]}],\"response_metadata\":{\"next_cursor\":\"\"}}"));

        assertThat(digest.has(posting(List.of(), 1))).isFalse();
    }

    @Test
    void channelThatIsGone_isNamed() {
        slack.answer("chat.postMessage", Answer.json("{\"ok\":false,\"error\":\"channel_not_found\"}"));

        OutsideException failure =
                catchThrowableOfType(OutsideException.class, () -> digest.post(posting(List.of(), 1)));
        assertThat(failure.type()).isEqualTo(FailureType.CHANNEL_REQUEST);
    }
}
