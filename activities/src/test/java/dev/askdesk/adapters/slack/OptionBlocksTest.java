package dev.askdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OptionBlocksTest {
    private static final ReplyBlocks BLOCKS = new ReplyBlocks(id -> "https://temporal.example/" + id);

    @Test
    void options_areButtonsThatCarryTheWholeOption() {
        String longOption = "The company whose name is so long that it fits no button "
                .repeat(3)
                .strip();
        SlackMessage message = BLOCKS.reply(Shown.question("Which one?", List.of("Acme", longOption)));
        assertThat(SlackReader.actionIds(message)).containsExactly("askdesk.option.1", "askdesk.option.2");
        assertThat(SlackReader.values(message).stream()
                        .map(value -> Button.of(value).orElseThrow().option()))
                .containsExactly("Acme", longOption);
        assertThat(SlackReader.effects(message)).containsExactly("user " + Shown.ASKER);
        assertThat(SlackReader.shown(message)).contains("or reply in this thread");
    }

    @Test
    void manyOptions_areTheFirstTwentyAndSaid() {
        List<String> options =
                IntStream.range(0, 57).mapToObj(i -> "Option " + i).toList();
        SlackMessage message = BLOCKS.reply(Shown.question("Which one?", options));
        assertThat(SlackReader.actionIds(message)).hasSize(20).doesNotHaveDuplicates();
        assertThat(SlackReader.shown(message)).contains("20 of 57");
    }

    @Test
    void optionsFullOfQuotes_areAsManyAsSlackTakes() {
        List<String> options =
                IntStream.range(0, 20).mapToObj(i -> "\"".repeat(200) + i).toList();
        SlackMessage message = BLOCKS.reply(Shown.question("\"".repeat(3_000), options));
        assertThat(SlackReader.violations(message)).isEmpty();
        assertThat(SlackReader.values(message)).hasSizeBetween(5, 19);
        assertThat(SlackReader.shown(message)).contains("of 20 possible replies");
    }

    @Test
    void optionTooLongForAButton_isLeftOutAndSaid() {
        SlackMessage message = BLOCKS.reply(Shown.question("Which one?", List.of("x".repeat(2_500), "Acme")));
        assertThat(SlackReader.values(message)).hasSize(1);
        assertThat(SlackReader.shown(message)).contains("1 of 2");
    }
}
