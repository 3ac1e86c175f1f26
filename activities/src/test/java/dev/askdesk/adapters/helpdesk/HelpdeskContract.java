package dev.askdesk.adapters.helpdesk;

import static dev.askdesk.adapters.helpdesk.GivenTicket.ADAM;
import static dev.askdesk.adapters.helpdesk.GivenTicket.RUTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Desk.Fault;
import dev.askdesk.adapters.helpdesk.Desk.Note;
import dev.askdesk.adapters.helpdesk.Helpdesk.Change;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every helpdesk must do. A subclass says which desk. */
abstract class HelpdeskContract extends HelpdeskChangesContract {
    private static final Person CARL = new Person("Carl Copied", "carl@example.com");
    private static final Person RULE = new Person("Rule", "rule@example.com");
    private static final String NOTE = "<p>They ask <strong>how to reset a password</strong>.</p>"
            + "<ul><li>Open the portal [1]</li></ul><blockquote>quoted</blockquote>"
            + "<p><a href=\"https://wiki.example.com/x\">Passwords</a><br>askdesk:note_7-a</p>";

    @Test
    void ticket_isReadWithItsConversation() {
        String id = desk.given(conversation());

        Ticket ticket = helpdesk.read(id).orElseThrow();

        assertThat(ticket.id()).isEqualTo(id);
        assertThat(ticket.subject()).isEqualTo("VPN – \"no route\" & more");
        assertThat(ticket.status()).isEqualTo(Status.OPEN);
        assertThat(ticket.requester()).isEqualTo(RUTH);
        assertThat(ticket.createdAt()).isEqualTo(START);
        assertThat(ticket.changedAt()).isEqualTo(START.plusSeconds(500));
        assertThat(ticket.messages())
                .extracting(HelpdeskContract::text)
                .containsExactly(
                        "Good morning, the VPN fails.",
                        "Which one?",
                        "The one of Zürich.",
                        "Me too.",
                        "He means vpn2.",
                        "Waits.");
        assertThat(ticket.messages())
                .extracting(Message::role)
                .containsExactly(Role.REQUESTER, Role.AGENT, Role.REQUESTER, Role.REQUESTER, Role.AGENT, Role.SYSTEM);
        assertThat(ticket.messages()).extracting(Message::visible).containsExactly(true, true, true, true, false, true);
        assertThat(ticket.messages()).extracting(Message::form).containsOnly(Message.Form.HTML);
        assertThat(ticket.messages()).extracting(Message::sentAt).startsWith(START, START.plusSeconds(100));
        assertThat(ticket.messages().get(0).id()).isEqualTo(id);
        assertThat(ticket.messages()).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(ticket.messages().get(0).author()).isEqualTo(RUTH);
        assertThat(ticket.messages().get(2).author()).isEqualTo(RUTH);
    }

    @Test
    void files_areListedByName() {
        Ticket ticket = helpdesk.read(desk.given(conversation())).orElseThrow();

        assertThat(ticket.messages().stream().flatMap(message -> message.attachments().stream()))
                .containsExactlyInAnyOrder("screen shot.png", "log.txt");
        assertThat(ticket.messages().get(0).attachments()).contains("screen shot.png");
        if (desk.keepsFilesOfReplies()) {
            assertThat(ticket.messages().get(2).attachments()).containsExactly("log.txt");
        }
    }

    private static GivenTicket conversation() {
        return GivenTicket.of("VPN – \"no route\" & more", START, START.plusSeconds(500))
                .withDescription("<div>Good morning,<br>the <b>VPN</b> fails.</div>", "screen shot.png")
                .reply(START.plusSeconds(100), Role.AGENT, ADAM, "<p>Which one?</p>")
                .reply(START.plusSeconds(200), Role.REQUESTER, RUTH, "<p>The one of Zürich.</p>", "log.txt")
                .reply(START.plusSeconds(300), Role.REQUESTER, CARL, "<p>Me too.</p>")
                .note(START.plusSeconds(400), ADAM, "<p>He means vpn2.</p>")
                .reply(START.plusSeconds(500), Role.SYSTEM, RULE, "<p>Waits.</p>");
    }

    @Test
    void longConversation_isReadToItsEnd() {
        GivenTicket ticket = GivenTicket.of("Long", START, START);
        for (int i = 1; i <= 230; i++) {
            ticket = ticket.reply(START.plusSeconds(i), Role.AGENT, ADAM, "<p>" + i + "</p>");
        }

        List<Message> messages = helpdesk.read(desk.given(ticket)).orElseThrow().messages();

        assertThat(messages.subList(1, messages.size()).stream().map(HelpdeskContract::text))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 230).mapToObj(String::valueOf).toList());
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void status_isTold(Status status) {
        String id = desk.given(GivenTicket.of("x", START, START).with(status));

        assertThat(helpdesk.read(id).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    void note_isPrivateAndFoundAgain() {
        String id = desk.given(GivenTicket.of("Password", START, START));

        helpdesk.addNote(id, NOTE);

        assertThat(desk.notes(id)).hasSize(1).allMatch(Note::isPrivate);
        Message note = last(id);
        assertThat(note.visible()).isFalse();
        assertThat(note.role()).isEqualTo(Role.AGENT);
        assertThat(note.id()).isEqualTo(desk.notes(id).get(0).id());
        assertThat(text(note))
                .contains("They ask how to reset a password.", "Open the portal [1]", "quoted", "askdesk:note_7-a");
        assertThat(note.body()).contains("https://wiki.example.com/x");
    }

    @Test
    void noteWithTheDesksOwnMarkup_comesBackAsText() {
        String id = desk.given(GivenTicket.of("x", START, START));
        String odd = "{code} [~adam] *a* C:\\temp !x! &lt;img src=x&gt; &amp; ü 🙂";

        helpdesk.addNote(id, "<p>" + odd + "</p>");

        assertThat(text(last(id))).contains("{code} [~adam] *a* C:\\temp !x! <img src=x> & ü 🙂");
    }

    @Test
    void noteWrittenAnew_hasTheNewTextAndStaysPrivate() {
        String id = desk.given(GivenTicket.of("x", START, START));
        helpdesk.addNote(id, "<p>first</p>");

        helpdesk.updateNote(id, last(id).id(), "<p>second</p>");

        assertThat(desk.notes(id)).hasSize(desk.changesNotes() ? 1 : 2).allMatch(Note::isPrivate);
        assertThat(last(id).visible()).isFalse();
        if (desk.changesNotes()) {
            assertThat(text(last(id))).isEqualTo("second");
        } else {
            assertThat(text(last(id))).contains("replaces the earlier one").endsWith("second");
        }
    }

    @Test
    void unknownTicket_isEmptyAndTakesNoNote() {
        assertThat(helpdesk.read(desk.unknownId())).isEmpty();
        assertThat(failure(() -> helpdesk.addNote(desk.unknownId(), "<p>x</p>")).type())
                .isEqualTo(FailureType.HELPDESK_REQUEST);
    }

    @Test
    void deletedTicket_isEmptyAndNotTold() {
        Change kept = given(START, START);
        Change deleted = given(START, START);
        desk.delete(deleted.ticketId());

        assertThat(helpdesk.read(deleted.ticketId())).isEmpty();
        assertThat(changed(START)).containsExactly(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "1/../2",
                "1/notes",
                "1?include=x",
                "1#x",
                "1%2F2",
                "1 ",
                "1\r\nX: y",
                "-1",
                "ü",
                "IT-1/comment"
            })
    void oddId_isOfNoTicket(String odd) {
        String id = desk.given(GivenTicket.of("x", START, START));

        assertThat(helpdesk.read(odd)).isEmpty();
        assertThat(helpdesk.url(odd)).isNull();
        assertThat(failure(() -> helpdesk.addNote(odd, "<p>x</p>")).type()).isEqualTo(FailureType.HELPDESK_REQUEST);
        assertThat(failure(() -> helpdesk.updateNote(odd.isEmpty() ? odd : id, odd, "<p>x</p>"))
                        .type())
                .isEqualTo(FailureType.HELPDESK_REQUEST);
        assertThat(desk.notes(id)).isEmpty();
    }

    @Test
    void severalThreads_eachWritesItsNote() throws Exception {
        List<String> ids = IntStream.range(0, 16)
                .mapToObj(i -> desk.given(GivenTicket.of("x" + i, START, START)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> writing = ids.stream()
                    .<Callable<Void>>map(id -> () -> {
                        helpdesk.addNote(id, "<p>for " + id + "</p>");
                        return null;
                    })
                    .toList();
            for (Future<Void> written : threads.invokeAll(writing)) {
                written.get();
            }
        } finally {
            threads.shutdownNow();
        }

        for (String id : ids) {
            assertThat(text(last(id))).isEqualTo("for " + id);
        }
    }

    @Test
    void rateLimited_saysForHowLong() {
        OutsideException failure = failing(Fault.RATE_LIMITED);

        assertThat(failure.type()).isEqualTo(FailureType.HELPDESK_RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(Desk.RETRY_AFTER_SECONDS));
    }

    @Test
    void serverError_isUnavailable() {
        assertThat(failing(Fault.BROKEN).type()).isEqualTo(FailureType.HELPDESK_UNAVAILABLE);
    }

    @Test
    void webPage_isUnavailableAndSaysSo() {
        OutsideException failure = failing(Fault.WEB_PAGE);

        assertThat(failure.type()).isEqualTo(FailureType.HELPDESK_UNAVAILABLE);
        assertThat(failure).hasMessageContaining("a web page instead of JSON");
    }

    private OutsideException failing(Fault fault) {
        assumeTrue(desk.speaksHttp());
        desk.failNext(fault);
        return failure(() -> helpdesk.changed(START, null));
    }

    @Test
    void wrongToken_isNotInTheMessage() {
        assumeTrue(desk.speaksHttp());

        OutsideException failure =
                failure(() -> desk.withToken("wrong-token-98765").changed(START, null));

        assertThat(failure.type()).isEqualTo(FailureType.HELPDESK_CREDENTIALS);
        // The double's refusal quotes the header it was sent.
        assertThat(failure).hasMessageContaining("[secret]");
        assertThat(failure.getMessage()).doesNotContain("wrong-token-98765");
    }

    @Test
    void connectionDropsAfterWriting_failsAndTheNoteIsThere() {
        assumeTrue(desk.speaksHttp());
        String id = desk.given(GivenTicket.of("x", START, START));
        desk.failNext(Fault.DROPPED_AFTER_WRITING);

        OutsideException failure = failure(() -> helpdesk.addNote(id, "<p>written</p>"));

        assertThat(failure.type()).isEqualTo(FailureType.HELPDESK_UNAVAILABLE);
        assertThat(desk.notes(id)).hasSize(1);
        assertThat(text(last(id))).isEqualTo("written");
    }

    private Message last(String id) {
        List<Message> messages = helpdesk.read(id).orElseThrow().messages();
        return messages.get(messages.size() - 1);
    }

    static String text(Message message) {
        return Jsoup.parse(message.body()).text();
    }

    static OutsideException failure(Runnable call) {
        return catchThrowableOfType(OutsideException.class, call::run);
    }
}
