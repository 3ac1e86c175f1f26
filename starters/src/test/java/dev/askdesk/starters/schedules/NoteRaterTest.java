package dev.askdesk.starters.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.askdesk.workflows.triage.NoteRating;
import dev.askdesk.workflows.triage.RateNoteWorkflow;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NoteRaterTest {
    private static final String NOTE = "jira/IT-7/0123456789abcdef";
    private static final List<NoteRating> RATED = Collections.synchronizedList(new ArrayList<>());

    /** Remembers instead of writing down. */
    public static final class Remembering implements RateNoteWorkflow {
        @Override
        public void rate(NoteRating rating) {
            RATED.add(rating);
        }
    }

    @Test
    void value_isReadIntoItsParts() {
        assertThat(NoteRater.rating(NOTE, "U1", true))
                .contains(new NoteRating("jira", "IT-7", "0123456789abcdef", "U1", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jira/IT-7",
                "jira/IT-7/0123456789abcdef/U2",
                "jira/../0123456789abcdef",
                "jira/IT 7/0123456789abcdef",
                "JIRA/IT-7/0123456789abcdef",
                "jira/IT-7/0123456789abcde",
                "jira/IT-7/0123456789abcdeg",
                "jira/IT-7/0123456789abcdef\n",
                " jira/IT-7/0123456789abcdef",
                "jira//0123456789abcdef"
            })
    void valueThatIsNoneOfOurs_isNoRating(String note) {
        assertThat(NoteRater.rating(note, "U1", true)).isEmpty();
        assertThat(NoteRater.rating(NOTE, "U1/" + note, true)).isEmpty();
    }

    @Test
    void changedMind_takesThePlaceOfTheFirst_whileNoWorkerIsThere() {
        TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .build());
        try (server) {
            NoteRater rater = new NoteRater(server.getWorkflowClient(), "desk");
            rater.rate(NOTE, "U1", true);
            rater.rate(NOTE, "U2", true);
            WorkflowStub last = rater.rate(NOTE, "U1", false);
            server.newWorker("desk").registerWorkflowImplementationTypes(Remembering.class);
            server.start();
            last.getResult(Void.class);
            rater.rate(NOTE, "U1", true).getResult(Void.class);
            rater.rate(NOTE, "U2", true).getResult(Void.class);

            assertThat(last.getExecution().getWorkflowId()).isEqualTo("triage-rating/jira/IT-7/0123456789abcdef/U1");
            assertThat(RATED)
                    .filteredOn(rating -> rating.userId().equals("U1"))
                    .extracting(NoteRating::helpful)
                    .containsExactly(false, true);
            assertThatIllegalArgumentException().isThrownBy(() -> rater.rate("x", "U1", true));
        }
    }
}
