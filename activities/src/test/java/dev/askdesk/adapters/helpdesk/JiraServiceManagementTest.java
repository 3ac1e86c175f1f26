package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JiraServiceManagementTest extends HelpdeskContract {
    @Override
    Desk open() {
        return new JiraDouble();
    }

    @Test
    void url_isTheAgentsPage() {
        assertThat(helpdesk.url("IT-17")).endsWith("/browse/IT-17");
    }

    @Test
    void changedAMomentAgo_waitsForTheIndex() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Change settled = given(START, now.minusSeconds(120));
        given(START, now.minusSeconds(5));

        assertThat(changed(now.minusSeconds(600))).containsExactly(settled);
    }

    @Test
    void projectKeyThatIsNone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JiraServiceManagement(
                        URI.create("https://x.example"), "a@b", "t", List.of("IT\") OR (\"x"), Duration.ofSeconds(1)))
                .withMessageContaining("Keys of Jira projects");
    }
}
