package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FreshserviceTest extends HelpdeskContract {
    private FreshserviceDouble freshservice;

    @Override
    Desk open() {
        freshservice = FreshserviceDouble.start(0);
        return freshservice;
    }

    @Test
    void deskSortsByCreation_allAreToldInTheOrderOfTheirChanges() {
        freshservice.ignoringOrderBy();
        List<Change> given = IntStream.range(0, 260)
                .mapToObj(i -> given(START.minusSeconds(5000 - i), START.plusSeconds(i * 97L % 260)))
                .toList();

        List<Change> told = changed(START);

        assertThat(told).containsExactlyInAnyOrderElementsOf(given);
        assertThat(told).isSortedAccordingTo(Comparator.comparing(Change::changedAt));
    }

    @Test
    void callsFailByChance_whoLooksBeforeWritingWritesOnce() {
        List<String> ids = IntStream.range(0, 40)
                .mapToObj(i -> freshservice.given(GivenTicket.of("x", START, START)))
                .toList();
        freshservice.faults(new DeskFaults.Chances(0.1, 0.1, 0.3, 0, 7));

        for (String id : ids) {
            for (boolean written = false; !written; ) {
                try {
                    if (helpdesk.read(id).orElseThrow().messages().size() == 1) {
                        helpdesk.addNote(id, "<p>once</p>");
                    }
                    written = true;
                } catch (OutsideException again) {
                    assertThat(again.type().retryable()).isTrue();
                }
            }
        }

        assertThat(freshservice.allNotes()).containsOnlyKeys(ids);
        assertThat(freshservice.allNotes().values())
                .allMatch(notes -> notes.size() == 1 && notes.get(0).isPrivate());
        assertThat(freshservice.calls()).isGreaterThan(100);
    }

    @Test
    void url_isTheAgentsPage() {
        assertThat(helpdesk.url("17")).isEqualTo(freshservice.base() + "/a/tickets/17");
    }

    @Test
    void noteWithoutPrivate_theDoubleMakesPublic() throws Exception {
        String id = freshservice.given(GivenTicket.of("x", START, START));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(freshservice.base() + "/api/v2/tickets/" + id + "/notes"))
                .header("Authorization", freshservice.authorization())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"body\": \"<p>oops</p>\"}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(freshservice.allNotes().get(id)).noneMatch(Desk.Note::isPrivate);
    }
}
