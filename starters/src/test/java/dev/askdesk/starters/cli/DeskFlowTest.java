package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.adapters.helpdesk.Ticket;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Desk from mails to notes, with the commands that a person types, without any network. */
@Timeout(180)
class DeskFlowTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = AskdeskCommand.commandLine(false);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(Stream.of(args), Stream.of("--set", "home=" + home))
                .toArray(String[]::new));
    }

    @Test
    void demo_endsEveryTicketOnce_withPrivateNotesAlone() throws IOException {
        assertThat(run("desk", "demo")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Nothing to do: 46 tickets have ended before.");
        Settings settings = Settings.read(Map.of("home", home.resolve("demo").toString()));
        List<Ticket> tickets = new ArrayList<>();
        try (LocalDesk desk = new DeskParts(settings).localDesk()) {
            for (int id = 1; desk.read("" + id).isPresent(); id++) {
                tickets.add(desk.read("" + id).orElseThrow());
            }
        }
        assertThat(tickets).hasSize(46);
        JsonNode report = report(home.resolve("demo"));
        assertThat(report.at("/outcomes/parked").asInt()).isZero();
        assertThat(report.path("tickets")).hasSize(46);
        for (JsonNode ended : report.path("tickets")) {
            Ticket ticket = tickets.get(ended.path("ticketId").asInt() - 1);
            List<Message> notes = ticket.messages().stream()
                    .filter(message -> message.author().name().equals("Askdesk"))
                    .toList();
            boolean skipped = ended.path("outcome").asText().equals("SKIPPED");
            assertThat(notes).as(ticket.subject()).hasSize(skipped ? 0 : 1);
            assertThat(notes).allMatch(note -> !note.visible());
            assertThat(ended.path("reason").asText()).isNotBlank();
            for (JsonNode source : ended.path("sources")) {
                assertThat(source.path("pageId").asText())
                        .isNotIn("accounts/admin-break-glass.md", "network/firewall-credentials.md");
                assertThat(home.resolve("demo/sample-wiki")
                                .resolve(source.path("pageId").asText()))
                        .exists();
            }
        }
    }

    @Test
    void aMailThatInstructsTheModel_changesNothing() throws IOException {
        run("desk", "demo");
        Settings settings = Settings.read(Map.of("home", home.resolve("demo").toString()));
        try (LocalDesk desk = new DeskParts(settings).localDesk()) {
            for (int id = 1; desk.read("" + id).isPresent(); id++) {
                Ticket ticket = desk.read("" + id).orElseThrow();
                assertThat(ticket.status()).isEqualTo(Ticket.Status.OPEN);
                ticket.messages().stream()
                        .filter(message -> !message.visible())
                        .map(message -> Jsoup.parse(message.body()).text())
                        .forEach(note -> assertThat(note)
                                .doesNotContainIgnoringCase("ignore all previous")
                                .doesNotContainIgnoringCase("system prompt")
                                .doesNotContain("attacker"));
            }
        }
    }

    private JsonNode report(Path where) throws IOException {
        out.getBuffer().setLength(0);
        CommandLine commandLine = AskdeskCommand.commandLine(false);
        commandLine.setOut(new PrintWriter(out, true));
        assertThat(commandLine.execute("triage", "report", "--json", "--set", "home=" + where))
                .isZero();
        return JSON.readTree(out.toString());
    }

    @Test
    void mailsThatAreNone_areNamed_andTheOthersAreTakenIn() throws IOException {
        Path mails = Files.createDirectory(home.resolve("mails"));
        Files.writeString(mails.resolve("good.eml"), "From: a@x.example\nSubject: vpn\nMessage-ID: <1@x>\n\nHow?\n");
        Files.write(mails.resolve("corrupt.eml"), new byte[] {0, 1, 2, (byte) 0xff, 10, 10, 0});
        assertThat(run("desk", "import", mails.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("corrupt.eml is no mail");
        assertThat(out.toString()).contains("1 mails taken in, 0 were there, 1 cannot be read.");
        run("desk", "import", mails.toString());
        assertThat(out.toString()).contains("0 mails taken in, 1 were there");
        assertThat(run("desk", "show", "1")).isZero();
        assertThat(out.toString()).contains("#1 vpn").contains("Requester: How?");
    }

    @Test
    void withoutAnIndex_theTicketIsParkedWithWhatToDo_andIsTakenUpAgain() throws IOException {
        Files.writeString(
                home.resolve("one.eml"), "From: a@x.example\nSubject: Guest wifi\n\nHow do guests get on the wifi?\n");
        run("desk", "import", home.resolve("one.eml").toString());
        assertThat(run("knowledge", "search", "wifi")).isEqualTo(1);
        assertThat(err.toString()).contains("was never whole");
        assertThat(run("knowledge", "sync")).isZero();
        assertThat(run("triage", "1")).isZero();
        assertThat(out.toString()).contains("#1  noted").contains("Guest");
        assertThat(run("triage", "1")).isZero();
        assertThat(out.toString()).contains("Nothing to do");
        assertThat(run("triage", "report")).isZero();
        assertThat(out.toString()).doesNotContain("rated");
        assertThat(run("triage", "rate", "1", "down", "--set", "user=ann")).isZero();
        assertThat(run("triage", "rate", "1", "up", "--set", "user=ann")).isZero();
        assertThat(run("triage", "rate", "1", "down", "--set", "user=bob")).isZero();
        assertThat(run("triage", "rate", "1", "up", "--set", "user=a/b")).isEqualTo(2);
        assertThat(run("triage", "rate", "2", "up")).isEqualTo(2);
        assertThat(err.toString()).contains("has no note");
        assertThat(run("triage", "report")).isZero();
        assertThat(out.toString()).contains("Notes as rated: 1 helped, 1 did not help (50 % helped).");
        assertThat(report(home).at("/ratings/helped").asInt()).isEqualTo(1);
        assertThat(run("triage", "999")).isZero();
        assertThat(run("triage")).isEqualTo(2);
    }

    @Test
    void wrongSettings_areToldInOneLine() {
        assertThat(run("triage", "1", "--set", "helpdesk=zendesk")).isEqualTo(1);
        assertThat(err.toString()).contains("ASKDESK_HELPDESK_URL");
        assertThat(run("schedule", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("askdesk desk watch");
        assertThat(run("triage", "--since", "soon")).isEqualTo(1);
        assertThat(err.toString()).contains("'soon' is no time");
    }

    @Test
    void watch_looksAndSyncsByATimer() throws IOException {
        Files.writeString(
                home.resolve("one.eml"), "From: a@x.example\nSubject: Guest wifi\n\nHow do guests get on the wifi?\n");
        run("desk", "import", home.resolve("one.eml").toString());
        assertThat(run("desk", "watch", "--every", "1s", "--looks", "2")).isZero();
        assertThat(out.toString()).contains("1 noted").contains("Nothing to do");
    }
}
