package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    <@U0APP> How much?                              | How much?
                    <@U0APP: How much?                              | <@U0APP: How much?
                    Hey <@U0APP> how much?                          | Hey how much?
                    AT&amp;T &lt;5&gt;                              | AT&T <5>
                    &amp;lt;                                        | &lt;
                    <@U0APP> what did <@U2> buy?                    | what did <@U2> buy?
                    in <#C1> and <#C2>                              | in #C1 and #C2
                    """)
    void markup_becomesWhatWasTyped(String raw, String words) {
        assertThat(text(raw).words()).isEqualTo(words);
    }

    @Test
    void labels_standForWhatTheyLabel() {
        assertThat(text("<@U0APP|askdesk> see <http://databricks.com|databricks.com>, <https://x.com/a?b=1&amp;c=2>,"
                                + " <mailto:a@b.com|a@b.com>, <mailto:c@d.com>, <#C1|fund>, <@U2|ann>, <!here>,"
                                + " <!subteam^S1|@partners>, <!date^1^{date}|Monday>")
                        .words())
                .isEqualTo("see databricks.com, https://x.com/a?b=1&c=2, a@b.com, c@d.com, #fund, <@U2>, @here,"
                        + " @partners, Monday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thanks",
                "Thanks!",
                "THANK YOU :pray:",
                "thanks a lot!!!",
                ":+1:",
                ":thumbsup::skin-tone-2:",
                "👍🏽 🎉",
                "thx :)",
                "",
                "…",
                "<@U0APP> thanks",
                "ok, thanks",
                "Got it — thanks."
            })
    void pleasantry_isKnown(String raw) {
        assertThat(text(raw).isPleasantry()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "yes",
                "no",
                "2",
                "the second one",
                "thanks, and in 2022?",
                "which ones?",
                "Nice Inc.",
                "über",
                "日本は?",
                "great returns"
            })
    void question_isNoPleasantry(String raw) {
        assertThat(text(raw).isPleasantry()).isFalse();
    }

    @Test
    void mentionOfSomebodyElseInFront_isSaidToThem() {
        assertThat(text("<@U2> can you look?").callsSomebodyElse()).isTrue();
        assertThat(text(" <!subteam^S1|@it> look").callsSomebodyElse()).isTrue();
        assertThat(text("<@U0APP> <@U2>'s deals?").callsSomebodyElse()).isFalse();
        assertThat(text("what did <@U2> buy?").callsSomebodyElse()).isFalse();
        assertThat(text("&lt;@U2&gt; look").callsSomebodyElse()).isFalse();
    }

    @Test
    void ownMention_isKnownByItsId() {
        assertThat(text("hello <@U0APP|askdesk>").mentionsUs()).isTrue();
        assertThat(text("hello <@U0APP2>").mentionsUs()).isFalse();
        assertThat(text("hello &lt;@U0APP&gt;").mentionsUs()).isFalse();
    }

    private static MessageText text(String raw) {
        return new MessageText(raw, "U0APP");
    }
}
