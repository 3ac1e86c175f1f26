package dev.askdesk.triage;

import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket;
import dev.askdesk.triage.MailChain.Kind;
import dev.askdesk.triage.MailChain.Part;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A ticket's chain of mails without all that is not said in it. */
public final class Chain {
    /** Characters of the whole: the newest messages stay, since the question is in them. */
    static final int LONGEST = 16_000;

    private static final int LONGEST_MESSAGE = 6_000;
    /** Own words below which a passed on mail carries the question. */
    private static final int FEW_WORDS = 25;

    private static final int FEWEST_SUBJECT_WORDS = 2;

    private static final Pattern AUTOMATIC = Pattern.compile(
            "(?:automatic reply|auto(?:matische)? ?(?:reply|antwort)|out of (?:the )?office|abwesenheits\\w+|réponse automatique"
                    + "|absence du bureau|respuesta automática|risposta automatica|undeliver(?:able|ed).*|delivery status notification.*"
                    + "|mail delivery (?:failed|subsystem).*|returned mail.*|accepted|declined|tentative)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Chain() {}

    /**
     * Of what people said to each other, as text: neither our notes nor a new status change it, nor the addresses of
     * inline images, which some desks sign anew at every look. 16 hexadecimal digits.
     */
    public static String version(Ticket ticket) {
        StringBuilder said = new StringBuilder(ticket.subject());
        for (Message message : ticket.messages()) {
            if (message.visible() && message.role() != Role.SYSTEM) {
                said.append('\u0000').append(message.id()).append('\u0000').append(plain(message));
            }
        }
        return DigestUtils.sha256Hex(said.toString()).substring(0, 16);
    }

    /** What is left when it is cleaned. */
    public static CleanTicket clean(Ticket ticket) {
        String subject = MailWords.subject(ticket.subject());
        List<String> said = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Set<String> attachments = new LinkedHashSet<>();
        String latest = "";
        for (Message message : ticket.messages()) {
            if (!message.visible() || message.role() == Role.SYSTEM) {
                continue;
            }
            attachments.addAll(message.attachments());
            String who = message.role() == Role.AGENT ? "Agent: " : "Requester: ";
            List<Part> parts = MailChain.of(plain(message));
            String own = parts.get(0).text();
            List<String> earlier = new ArrayList<>();
            for (Part part : parts.subList(1, parts.size())) {
                if (known.add(key(part.text()))) {
                    earlier.add(
                            0, (part.kind() == Kind.FORWARDED ? "Passed on: " : "Earlier mail: ") + cut(part.text()));
                }
            }
            said.addAll(earlier);
            if (!own.isEmpty() && known.add(key(own))) {
                said.add(who + cut(own));
            }
            if (message.role() == Role.REQUESTER) {
                latest = latest(own, parts, isForward(ticket), latest);
            }
        }
        return new CleanTicket(
                version(ticket),
                skip(ticket, subject, latest),
                subject,
                newest(said),
                cut(latest),
                List.copyOf(attachments),
                people(ticket));
    }

    /** Who only passes a mail on, asks what is in it. */
    private static String latest(String own, List<Part> parts, boolean forward, String before) {
        boolean few = own.split("\\s+").length < FEW_WORDS;
        String passedOn = parts.stream()
                .filter(part -> part.kind() == Kind.FORWARDED || forward && part.kind() == Kind.QUOTED)
                .map(Part::text)
                .findFirst()
                .orElse("");
        if (few && !passedOn.isEmpty()) {
            return (own + "\n\n" + passedOn).strip();
        }
        return own.isEmpty() ? before : own;
    }

    /** Some programs put the same headers above what is passed on as above what is answered. */
    private static boolean isForward(Ticket ticket) {
        return MailWords.FORWARD_PREFIX.matcher(ticket.subject()).matches();
    }

    private static String plain(Message message) {
        return message.form() == Form.HTML ? MailText.of(message.body()) : message.body();
    }

    private static @Nullable String skip(Ticket ticket, String subject, String latest) {
        if (ticket.status() == Ticket.Status.SOLVED || ticket.status() == Ticket.Status.CLOSED) {
            return "The ticket is " + ticket.status().name().toLowerCase(Locale.ROOT) + ".";
        }
        List<Message> visible =
                ticket.messages().stream().filter(Message::visible).toList();
        List<Message> people = visible.stream()
                .filter(message -> message.role() != Role.SYSTEM)
                .toList();
        if (!visible.isEmpty() && people.isEmpty()
                || AUTOMATIC.matcher(ticket.subject().strip()).matches()) {
            return "An automatic message: nobody asks anything.";
        }
        if (!people.isEmpty() && people.get(people.size() - 1).role() == Role.AGENT) {
            return "An agent has answered already.";
        }
        boolean saysNothing = latest.replaceAll("[^\\p{L}\\p{N}]+", "").isEmpty();
        if (saysNothing && subject.split("\\s+").length < FEWEST_SUBJECT_WORDS) {
            return subject.isEmpty() ? "The ticket is empty." : "The ticket says nothing but “" + subject + "”.";
        }
        return null;
    }

    /** The newest messages that fit, in their order. */
    private static String newest(List<String> said) {
        List<String> kept = new ArrayList<>();
        int length = 0;
        for (int i = said.size() - 1; i >= 0 && length < LONGEST; i--) {
            length += said.get(i).length();
            kept.add(0, said.get(i));
        }
        String text = String.join("\n\n", kept);
        return text.length() <= LONGEST ? text : text.substring(text.length() - LONGEST);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    private static List<String> people(Ticket ticket) {
        Set<String> people = new LinkedHashSet<>();
        people.add(ticket.requester().name());
        ticket.messages().forEach(message -> people.add(message.author().name()));
        people.removeIf(name -> name.isBlank() || name.contains("@"));
        return List.copyOf(people);
    }
}
