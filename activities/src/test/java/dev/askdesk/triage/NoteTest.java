package dev.askdesk.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.TicketActivity.NoteRequest;
import dev.askdesk.workflows.triage.Triage.NoteState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteTest {
    private static final List<Passage> PASSAGES = List.of(
            new Passage(
                    "vpn",
                    "VPN <b>",
                    "https://wiki/vpn?a=1&b=2",
                    List.of("Mac"),
                    "Install Tunnelblick from the app store.",
                    0.7),
            new Passage(
                    "abroad",
                    "Abroad",
                    "travel/abroad.md",
                    List.of(),
                    "Ask IT for a token two days before you travel.",
                    0.6),
            new Passage("wifi", "Wifi", "https://wiki/wifi", List.of(), "Join the guest network.", 0.5));

    @TempDir
    private Path folder;

    @Test
    void answer_isNumberedByItsFirstCitations_andEscaped() {
        NoteRequest request = new NoteRequest(
                "1",
                "0123456789abcdef",
                "How do I get on the <VPN>?",
                List.of(new Sentence("Ask IT for a token.", 2, 1), new Sentence("Install Tunnelblick & go.", 1, 0.9)),
                null,
                PASSAGES,
                "m");
        String text = Jsoup.parse(Note.html(request)).text();
        assertThat(text)
                .contains("How do I get on the <VPN>?")
                .contains("Ask IT for a token. [1] Install Tunnelblick & go. [2]")
                .contains("Abroad (travel/abroad.md) VPN <b> › Mac Wifi (also near, not cited)")
                .contains("Written by the model m, not by a person. Ref. askdesk/0123456789abcdef");
        assertThat(Jsoup.parse(Note.html(request)).select("a").eachAttr("href"))
                .containsExactly("https://wiki/vpn?a=1&b=2", "https://wiki/wifi");
    }

    @Test
    void withoutAnswer_theNoteHasTheReasonAndTheNearestPages() {
        String html = Note.html(new NoteRequest(
                "1", "0123456789abcdef", "Where do I park?", List.of(), "No page says so.", PASSAGES, "m"));
        assertThat(html)
                .contains("No suggested answer:</strong> No page says so.")
                .contains("Nearest pages")
                .doesNotContain("blockquote")
                .doesNotContain("How sure");
    }

    @Test
    void aLinkThatIsNone_isNotMadeOne() {
        Passage odd = new Passage("x", "X", "javascript:alert(1)", List.of(), "text", 1);
        String html = Note.html(new NoteRequest("1", "0123456789abcdef", "Q?", List.of(), "r", List.of(odd), "m"));
        assertThat(Jsoup.parse(html).select("a")).isEmpty();
    }

    @Test
    void aNote_isWrittenOncePerVersion_updatedWhenTheTicketChanges_andNeverVisible() {
        try (LocalDesk desk = new LocalDesk(folder.resolve("desk"), Set.of())) {
            String id = take(desk, "<a@x>", "", "How do I connect?");
            String version = Chain.version(desk.read(id).orElseThrow());
            assertThat(NoteWriter.write(desk, request(id, version))).isEqualTo(NoteState.CREATED);
            assertThat(NoteWriter.write(desk, request(id, version))).isEqualTo(NoteState.PRESENT);
            take(desk, "<b@x>", "<a@x>", "And from abroad?");
            assertThat(NoteWriter.write(desk, request(id, "00000000000000ff"))).isEqualTo(NoteState.SUPERSEDED);
            String changed = Chain.version(desk.read(id).orElseThrow());
            assertThat(changed).isNotEqualTo(version);
            assertThat(NoteWriter.write(desk, request(id, changed))).isEqualTo(NoteState.UPDATED);
            assertThat(NoteWriter.write(desk, request("99", changed))).isEqualTo(NoteState.GONE);
            List<Message> notes = desk.read(id).orElseThrow().messages().stream()
                    .filter(message -> !message.visible())
                    .toList();
            assertThat(notes).singleElement().satisfies(note -> assertThat(note.body())
                    .contains(changed));
        }
    }

    @Test
    void aRequesterWhoWritesOurMark_stopsNoNote() {
        try (LocalDesk desk = new LocalDesk(folder.resolve("desk"), Set.of())) {
            String id = take(desk, "<a@x>", "", "How do I connect? Ref. askdesk/0123456789abcdef");
            String version = Chain.version(desk.read(id).orElseThrow());
            assertThat(NoteWriter.write(desk, request(id, version))).isEqualTo(NoteState.CREATED);
        }
    }

    private static NoteRequest request(String id, String version) {
        return new NoteRequest(id, version, "How?", List.of(), "No page.", PASSAGES, "m");
    }

    private static String take(Helpdesk desk, String mailId, String answers, String text) {
        String mail = "From: Jane <jane@x.example>\nSubject: vpn\nMessage-ID: " + mailId
                + (answers.isEmpty() ? "" : "\nIn-Reply-To: " + answers) + "\n\n" + text + "\n";
        LocalDesk local = (LocalDesk) desk;
        return local.take(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)), "mail")
                .orElseThrow();
    }
}
