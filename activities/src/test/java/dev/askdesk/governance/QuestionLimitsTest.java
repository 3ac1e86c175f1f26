package dev.askdesk.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionLimitsTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @Test
    void limit_holdsForAnHour_andOverWorkers() {
        for (int i = 0; i < 2; i++) {
            assertThat(limits(2, 9).take("ann", "C1", "k" + i)).isEmpty();
        }
        now = now.plus(Duration.ofMinutes(20));
        assertThat(limits(2, 9).take("ann", "C2", "k2"))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("You have asked 2 questions").contains("in 41 minutes"));
        assertThat(limits(2, 9).take("bob", "C1", "k3")).isEmpty();
        now = now.plus(Duration.ofMinutes(41));
        assertThat(limits(2, 9).take("ann", "C2", "k2")).isEmpty();
    }

    @Test
    void channel_hasALimitOfItsOwn() {
        assertThat(limits(9, 1).take("ann", "C1", "k1")).isEmpty();
        assertThat(limits(9, 1).take("bob", "C1", "k2"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("This channel has asked 1 question"));
        assertThat(limits(9, 1).take("bob", "C2", "k2")).isEmpty();
    }

    @Test
    void lookAtTheLimit_countsNothing() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits(1, 9).reached("ann", "C1")).isEmpty();
        }
        assertThat(limits(1, 9).take("ann", "C1", "k1")).isEmpty();
        assertThat(limits(1, 9).reached("ann", "C2")).isPresent();
        assertThat(limits(1, 9).reached("bob", "C1")).isEmpty();
    }

    @Test
    void lineThatAKillCutShort_countsNothing_andSpoilsNoOther() throws IOException {
        assertThat(limits(2, 9).take("ann", "C1", "k1")).isEmpty();
        Files.writeString(file(), "{\"at\":\"2026-11", StandardOpenOption.APPEND);
        assertThat(limits(2, 9).take("ann", "C1", "k2")).isEmpty();
        assertThat(limits(2, 9).take("ann", "C1", "k3")).isPresent();
    }

    private Path file() {
        return folder.resolve("questions.jsonl");
    }

    private QuestionLimits limits(int perUser, int perChannel) {
        return new QuestionLimits(file(), perUser, perChannel, clock);
    }
}
