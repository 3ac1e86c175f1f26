package dev.askdesk.triage;

import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.adapters.helpdesk.Ticket;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** The mark by which a note is known as ours, and for which version of its ticket it was written. */
final class NoteReference {
    private static final String PREFIX = "askdesk/";
    private static final Pattern MARK = Pattern.compile("\\bRef\\. " + PREFIX + "([0-9a-f]{16})\\b");

    private NoteReference() {}

    static String of(String version) {
        return "Ref. " + PREFIX + version;
    }

    /** The version that a private note of ours was written for; empty for every other message. */
    static Optional<String> version(Message message) {
        // What a requester can write is never taken for ours.
        if (message.visible() || message.role() == Message.Role.REQUESTER) {
            return Optional.empty();
        }
        String text = message.form() == Message.Form.HTML
                ? Jsoup.parse(message.body()).text()
                : message.body();
        Matcher matcher = MARK.matcher(text);
        String last = null;
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return Optional.ofNullable(last);
    }

    /** Whether the ticket has its note of this version. */
    static boolean isNoted(Ticket ticket, String version) {
        return ticket.messages().stream()
                .anyMatch(message -> version(message).filter(version::equals).isPresent());
    }

    /** The newest note of ours. */
    static Optional<Message> newest(Ticket ticket) {
        return ticket.messages().stream()
                .filter(message -> version(message).isPresent())
                .reduce((older, newer) -> newer);
    }
}
