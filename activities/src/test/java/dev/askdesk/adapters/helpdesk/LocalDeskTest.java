package dev.askdesk.adapters.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.GivenTicket.GivenMessage;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.workflows.wire.FailureType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDeskTest extends HelpdeskContract {
    @TempDir
    private Path folder;

    @Override
    Desk open() {
        return new InH2(folder.resolve("desk"));
    }

    /** Puts rows into the database beside the desk, which takes only mails. */
    private static final class InH2 implements Desk {
        private final Path file;
        private final LocalDesk desk;

        InH2(Path file) {
            this.file = file;
            this.desk = new LocalDesk(file, Set.of());
        }

        private Connection connection() throws SQLException {
            return DriverManager.getConnection("jdbc:h2:file:" + file + ";AUTO_SERVER=TRUE", "sa", "");
        }

        @Override
        public Helpdesk helpdesk() {
            return desk;
        }

        @Override
        public String given(GivenTicket ticket) {
            try (Connection connection = connection();
                    PreparedStatement insert = connection.prepareStatement(
                            "insert into ticket (subject, status, name, email, created, changed) values (?, ?, ?, ?, ?, ?)",
                            Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, ticket.subject());
                insert.setString(2, ticket.status().name());
                insert.setString(3, ticket.requester().name());
                insert.setString(4, ticket.requester().email());
                insert.setLong(5, ticket.createdAt().toEpochMilli());
                insert.setLong(6, ticket.changedAt().toEpochMilli());
                insert.executeUpdate();
                ResultSet keys = insert.getGeneratedKeys();
                keys.next();
                long id = keys.getLong(1);
                message(
                        connection,
                        id,
                        new GivenMessage(
                                Role.REQUESTER,
                                ticket.requester(),
                                true,
                                ticket.createdAt(),
                                ticket.html(),
                                ticket.files()));
                for (GivenMessage message : ticket.messages()) {
                    message(connection, id, message);
                }
                return Long.toString(id);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void message(Connection connection, long ticket, GivenMessage message) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into message (ticket, role, name, email, visible, sent, form, body, attachments)"
                            + " values (?, ?, ?, ?, ?, ?, 'HTML', ?, ?)")) {
                Person author = message.author();
                insert.setLong(1, ticket);
                insert.setString(2, message.role().name());
                insert.setString(3, author.name());
                insert.setString(4, author.email());
                insert.setBoolean(5, message.visible());
                insert.setLong(6, message.sentAt().toEpochMilli());
                insert.setString(7, message.html());
                insert.setString(8, String.join("\n", message.files()));
                insert.executeUpdate();
            }
        }

        private void update(String sql, long... values) {
            try (Connection connection = connection();
                    PreparedStatement update = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    update.setLong(i + 1, values[i]);
                }
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void change(String ticketId, Instant at) {
            update("update ticket set changed = ? where id = ?", at.toEpochMilli(), Long.parseLong(ticketId));
        }

        @Override
        public void delete(String ticketId) {
            update("delete from ticket where id = ?", Long.parseLong(ticketId));
        }

        @Override
        public List<Note> notes(String ticketId) {
            List<Note> notes = new ArrayList<>();
            desk.read(ticketId).stream()
                    .flatMap(ticket -> ticket.messages().stream())
                    .filter(message -> message.author().name().equals("Askdesk"))
                    .forEach(message -> notes.add(new Note(message.id(), message.body(), !message.visible())));
            return notes;
        }

        @Override
        public String unknownId() {
            return "999999999";
        }

        @Override
        public void close() {
            desk.close();
        }
    }

    private static LocalDesk at(Path file) {
        return new LocalDesk(file, Set.of("IT@firm.example"));
    }

    private static String take(LocalDesk desk, String mail) {
        return desk.take(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)), "test.eml")
                .orElse("there");
    }

    @Test
    void aReply_goesToItsTicket_andAMailThatIsThereChangesNothing() {
        try (LocalDesk local = at(folder.resolve("own"))) {
            String first = take(local, "From: a@x.example\nSubject: vpn\nMessage-ID: <1@x>\n\nHow?\n");
            assertThat(
                            take(
                                    local,
                                    "From: IT <it@firm.example>\nSubject: Re: vpn\nMessage-ID: <2@x>\nReferences: <0@x> <1@x>\n\nSo.\n"))
                    .isEqualTo(first);
            assertThat(take(local, "From: a@x.example\nSubject: vpn\nMessage-ID: <1@x>\n\nHow?\n"))
                    .isEqualTo("there");
            assertThat(take(local, "From: a@x.example\nSubject: wifi\nMessage-ID: <3@x>\n\nHow?\n"))
                    .isNotEqualTo(first);
            assertThat(local.read(first).orElseThrow().messages())
                    .extracting(Message::role)
                    .containsExactly(Role.REQUESTER, Role.AGENT);
        }
    }

    @Test
    void mailsOfPrograms_areToldFromThoseOfPeople() {
        try (LocalDesk local = at(folder.resolve("own"))) {
            String id = take(local, "From: a@x.example\nSubject: Away\nAuto-Submitted: auto-replied\n\nI am away.\n");
            assertThat(local.read(id).orElseThrow().messages())
                    .extracting(Message::role)
                    .containsExactly(Role.SYSTEM);
        }
    }

    @Test
    void partsOfAMail_areReadInTheirCharsets_andAttachmentsListed() {
        String mail = """
                From: =?utf-8?q?Zo=C3=AB?= <zoe@x.example>
                Subject: =?iso-8859-1?q?Dr=FCcken?=
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=c

                --c
                Content-Type: text/plain; charset=windows-1252
                Content-Transfer-Encoding: quoted-printable

                Wie dr=FCcke ich =96 bitte?
                --c
                Content-Type: text/html; charset=utf-8

                <p>HTML</p>
                --c--
                --b
                Content-Type: application/pdf; name="plan.pdf"
                Content-Disposition: attachment; filename="plan.pdf"
                Content-Transfer-Encoding: base64

                JVBERg==
                --b
                Content-Type: message/rfc822

                From: b@x.example
                Subject: inner

                The printer jams.
                --b--
                """;
        try (LocalDesk local = at(folder.resolve("own"))) {
            Ticket ticket = local.read(take(local, mail)).orElseThrow();
            assertThat(ticket.subject()).isEqualTo("Drücken");
            assertThat(ticket.requester()).isEqualTo(new Person("Zoë", "zoe@x.example"));
            Message message = ticket.messages().get(0);
            assertThat(message.form()).isEqualTo(Message.Form.PLAIN);
            assertThat(message.body()).contains("Wie drücke ich – bitte?").contains("The printer jams.");
            assertThat(message.attachments()).containsExactly("plan.pdf");
        }
    }

    @Test
    void whatIsNoMail_isSaidToBeNone() {
        try (LocalDesk local = at(folder.resolve("own"))) {
            for (String broken : new String[] {"", "\u0000\u0001\u0002", "just a text\n\nwithout headers"}) {
                assertThatThrownBy(() -> take(local, broken))
                        .isInstanceOfSatisfying(OutsideException.class, failure -> assertThat(failure.type())
                                .isEqualTo(FailureType.TICKET_UNREADABLE));
            }
        }
    }

    @Test
    void aMailOfFiveMegabytes_isTaken() {
        try (LocalDesk local = at(folder.resolve("own"))) {
            Ticket ticket = local.read(take(local, SampleTickets.large())).orElseThrow();
            assertThat(ticket.messages().get(0).body()).contains("How do I fix").hasSizeLessThan(1_000);
            assertThat(ticket.messages().get(0).attachments()).containsExactly("screen-recording.mov");
        }
    }
}
