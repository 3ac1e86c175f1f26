package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;

/**
 * A small helpdesk of our own in an H2 file, for trying Desk and for firms whose tickets are mails in a folder. Several
 * processes on one machine can have it open.
 */
public final class LocalDesk implements Helpdesk, AutoCloseable {
    private static final int PAGE = 50;
    /** Bytes of one mail. */
    private static final long LARGEST_MAIL = 25L * 1024 * 1024;

    private static final String BETWEEN = "\n";
    private static final TicketIds IDS = TicketIds.numeric("The local helpdesk");

    static {
        // Other processes reach the database through the one that opened it first, and nobody from outside does.
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
    }

    private final JdbcConnectionPool pool;
    private final Set<String> agents;

    /**
     * @param file of the database, without the ending that H2 adds
     * @param agents mail addresses of IT staff, by which their mails are told from those of requesters
     */
    public LocalDesk(Path file, Set<String> agents) {
        this.agents = new HashSet<>();
        agents.forEach(agent -> this.agents.add(agent.toLowerCase(Locale.ROOT)));
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw unavailable(e);
        }
        pool = JdbcConnectionPool.create("jdbc:h2:file:" + file.toAbsolutePath() + ";AUTO_SERVER=TRUE", "sa", "");
        with(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table if not exists ticket (id bigint auto_increment primary key,"
                                + " subject varchar, status varchar, name varchar, email varchar, created bigint, changed bigint)");
                statement.execute(
                        "create table if not exists message (id bigint auto_increment primary key,"
                                + " ticket bigint references ticket(id) on delete cascade, mail varchar unique, role varchar,"
                                + " name varchar, email varchar, visible boolean, sent bigint, form varchar, body clob, attachments varchar)");
                statement.execute("create index if not exists changed_at on ticket(changed, id)");
            }
            return true;
        });
    }

    @Override
    public String name() {
        return "local";
    }

    /**
     * Takes a mail in: a reply goes to the ticket of the mail that it answers, any other is a new ticket. One that is
     * there already changes nothing.
     *
     * @return the ticket's id; empty where the mail was there
     * @throws OutsideException {@code TICKET_UNREADABLE}: the file is no mail, or too large
     */
    public Optional<String> take(Path file) {
        try {
            if (Files.size(file) > LARGEST_MAIL) {
                throw new OutsideException(
                        FailureType.TICKET_UNREADABLE, file + " has more than " + LARGEST_MAIL / 1024 / 1024 + " MB.");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return take(in, file.toString());
            }
        } catch (IOException e) {
            throw new OutsideException(FailureType.TICKET_UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same of a mail that is in no file. */
    public Optional<String> take(InputStream in, String name) {
        MailFile mail = MailFile.read(in, name);
        return with(connection -> {
            if (!mail.id().isEmpty() && ticketOf(connection, List.of(mail.id())) != null) {
                return Optional.<String>empty();
            }
            Long known = ticketOf(connection, mail.inReplyTo());
            boolean agent = agents.contains(mail.from().email());
            long now = Instant.now().toEpochMilli();
            long ticket = known != null ? known : newTicket(connection, mail, now);
            Role role = mail.automatic() ? Role.SYSTEM : agent ? Role.AGENT : Role.REQUESTER;
            Message message = new Message(
                    "", role, mail.from(), true, mail.sentAt(), mail.form(), mail.body(), mail.attachments());
            insert(connection, ticket, mail.id().isEmpty() ? null : mail.id(), message);
            touch(connection, ticket, role == Role.REQUESTER ? Status.OPEN : null);
            return Optional.of(Long.toString(ticket));
        });
    }

    private static @Nullable Long ticketOf(Connection connection, List<String> mails) throws SQLException {
        for (int i = mails.size() - 1; i >= 0; i--) {
            try (PreparedStatement statement =
                    connection.prepareStatement("select ticket from message where mail = ?")) {
                statement.setString(1, mails.get(i));
                ResultSet found = statement.executeQuery();
                if (found.next()) {
                    return found.getLong(1);
                }
            }
        }
        return null;
    }

    private static long newTicket(Connection connection, MailFile mail, long now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into ticket (subject, status, name, email, created, changed) values (?, 'OPEN', ?, ?, ?, ?)",
                Statement.RETURN_GENERATED_KEYS)) {
            statement.setString(1, mail.subject());
            statement.setString(2, mail.from().name());
            statement.setString(3, mail.from().email());
            statement.setLong(4, now);
            statement.setLong(5, now);
            statement.executeUpdate();
            ResultSet keys = statement.getGeneratedKeys();
            keys.next();
            return keys.getLong(1);
        }
    }

    private static void insert(Connection connection, long ticket, @Nullable String mail, Message message)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "insert into message (ticket, mail, role, name, email, visible, sent, form, body, attachments)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setLong(1, ticket);
            statement.setString(2, mail);
            statement.setString(3, message.role().name());
            statement.setString(4, message.author().name());
            statement.setString(5, message.author().email());
            statement.setBoolean(6, message.visible());
            statement.setLong(7, message.sentAt().toEpochMilli());
            statement.setString(8, message.form().name());
            statement.setString(9, message.body());
            statement.setString(10, String.join(BETWEEN, message.attachments()));
            statement.executeUpdate();
        }
    }

    private static void touch(Connection connection, long ticket, @Nullable Status status) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "update ticket set changed = ?, status = coalesce(?, status) where id = ?")) {
            statement.setLong(1, Instant.now().toEpochMilli());
            statement.setString(2, status == null ? null : status.name());
            statement.setLong(3, ticket);
            statement.executeUpdate();
        }
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        String[] from = cursor == null ? new String[] {since.toEpochMilli() + "", "0"} : cursor.split(":");
        return with(connection -> {
            List<Change> changes = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "select id, changed from ticket where changed > ? or changed = ? and id > ? order by changed, id"
                            + " limit " + PAGE)) {
                statement.setLong(1, Long.parseLong(from[0]));
                statement.setLong(2, Long.parseLong(from[0]));
                statement.setLong(3, Long.parseLong(from[1]));
                ResultSet rows = statement.executeQuery();
                while (rows.next()) {
                    changes.add(new Change(Long.toString(rows.getLong(1)), Instant.ofEpochMilli(rows.getLong(2))));
                }
            }
            Change last = changes.size() < PAGE ? null : changes.get(changes.size() - 1);
            return new Changes(changes, last == null ? null : last.changedAt().toEpochMilli() + ":" + last.ticketId());
        });
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!IDS.couldBe(ticketId)) {
            return Optional.empty();
        }
        return with(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select * from ticket where cast(id as varchar) = ?")) {
                statement.setString(1, ticketId);
                ResultSet row = statement.executeQuery();
                if (!row.next()) {
                    return Optional.<Ticket>empty();
                }
                return Optional.of(new Ticket(
                        ticketId,
                        row.getString("subject"),
                        Status.valueOf(row.getString("status")),
                        new Person(row.getString("name"), row.getString("email")),
                        Instant.ofEpochMilli(row.getLong("created")),
                        Instant.ofEpochMilli(row.getLong("changed")),
                        messages(connection, row.getLong("id"))));
            }
        });
    }

    private static List<Message> messages(Connection connection, long ticket) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("select * from message where ticket = ? order by sent, id")) {
            statement.setLong(1, ticket);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                String attachments = row.getString("attachments");
                messages.add(new Message(
                        Long.toString(row.getLong("id")),
                        Role.valueOf(row.getString("role")),
                        new Person(row.getString("name"), row.getString("email")),
                        row.getBoolean("visible"),
                        Instant.ofEpochMilli(row.getLong("sent")),
                        Form.valueOf(row.getString("form")),
                        row.getString("body"),
                        attachments.isEmpty() ? List.of() : List.of(attachments.split(BETWEEN))));
            }
        }
        return messages;
    }

    /** @throws OutsideException {@code HELPDESK_REQUEST}: there is no such ticket */
    private static long existing(Connection connection, String ticketId) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select id from ticket where cast(id as varchar) = ?")) {
            statement.setString(1, IDS.checked(ticketId));
            ResultSet found = statement.executeQuery();
            if (found.next()) {
                return found.getLong(1);
            }
        }
        throw new OutsideException(FailureType.HELPDESK_REQUEST, "The local helpdesk has no ticket " + ticketId + ".");
    }

    @Override
    public void addNote(String ticketId, String html) {
        with(connection -> {
            long ticket = existing(connection, ticketId);
            Message note = new Message(
                    "", Role.AGENT, new Person("Askdesk", ""), false, Instant.now(), Form.HTML, html, List.of());
            insert(connection, ticket, null, note);
            touch(connection, ticket, null);
            return true;
        });
    }

    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        with(connection -> {
            long ticket = existing(connection, ticketId);
            try (PreparedStatement statement = connection.prepareStatement(
                    "update message set body = ? where cast(id as varchar) = ? and ticket = ? and not visible")) {
                statement.setString(1, html);
                statement.setString(2, IDS.checked(noteId));
                statement.setLong(3, ticket);
                statement.executeUpdate();
            }
            touch(connection, ticket, null);
            return true;
        });
    }

    @Override
    public @Nullable String url(String ticketId) {
        return null;
    }

    @Override
    public void close() {
        pool.dispose();
    }

    /** What needs a connection. */
    private interface Working<T> {
        T with(Connection connection) throws SQLException;
    }

    /** All of it or nothing. */
    private <T> T with(Working<T> working) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = working.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static OutsideException unavailable(Exception cause) {
        return new OutsideException(
                FailureType.HELPDESK_UNAVAILABLE,
                "The local helpdesk cannot be opened, read or written: " + cause.getMessage() + ".",
                cause);
    }
}
