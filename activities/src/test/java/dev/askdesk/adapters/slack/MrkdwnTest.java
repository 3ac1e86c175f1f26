package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MrkdwnTest {

    static List<String> hostile() {
        return HostileText.ALL;
    }

    @Test
    void plainMarkup_isSeenByTheReader() {
        assertThat(SlackReader.effects("<!channel> @here *b* _i_ ~s~ `c` :x: http://e\n> q"))
                .hasSize(9);
        assertThat(SlackReader.effects("12:30:15, fund_id, 3*4, a@b.com, x > y & z"))
                .containsExactly(":30:");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileText_isInert(String text) {
        assertThat(SlackReader.effects(Mrkdwn.literal(text))).isEmpty();
        assertThat(SlackReader.effects(Mrkdwn.literal("before " + text + " after")))
                .isEmpty();
        assertThat(SlackReader.effects(Mrkdwn.literal("x\n" + text + "\n" + text)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileProse_isBoldAtMost(String text) {
        assertThat(SlackReader.effects(Mrkdwn.prose(text))).allMatch(effect -> effect.matches("\\*[^*<>@`]+\\*"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextCutAnywhere_isInert(String text) {
        for (int max = 1; max < 40; max++) {
            String cut = Mrkdwn.literal(text, max);
            assertThat(cut).hasSizeLessThanOrEqualTo(max);
            assertThat(SlackReader.effects(cut)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileOption_givesInertMessage(String text) {
        SlackMessage message = new ReplyBlocks(null).reply(Shown.question(text, List.of(text)));
        assertThat(SlackReader.effects(message)).containsExactly("user " + Shown.ASKER);
        assertThat(SlackReader.violations(message)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileData_givesInertMessages(String text) {
        ReplyBlocks blocks = new ReplyBlocks(null);
        for (SlackMessage message : Shown.everyMessage(blocks, text)) {
            assertThat(SlackReader.effects(message)).allMatch(("user " + Shown.ASKER)::equals);
            assertThat(SlackReader.violations(message)).isEmpty();
        }
    }

    @Test
    void ordinaryText_staysAsItIs() {
        assertThat(Mrkdwn.literal("Invested 3*4 in fund_id 7 (a@b.com), 50% – ok: yes"))
                .isEqualTo("Invested 3*4 in fund_id 7 (a@b.com), 50% – ok: yes");
    }

    @Test
    void boldOfModels_isBoldOfSlack() {
        assertThat(Mrkdwn.prose("We put **$1.2M** & more into *Acme*"))
                .isEqualTo("We put *$1.2M* &amp; more into *Acme*");
    }

    @Test
    void hiddenCharacters_areGone() {
        assertThat(Mrkdwn.oneLine("a\u202eb\u0000c\r\n\td\u2028e ")).isEqualTo("abc d e");
    }
}
