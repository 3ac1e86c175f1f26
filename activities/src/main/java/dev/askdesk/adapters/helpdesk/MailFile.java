package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.workflows.wire.FailureType;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it lies in an {@code .eml} file (RFC 5322, MIME).
 *
 * @param id Message-ID; empty where there is none
 * @param inReplyTo ids of the mails that it answers, the nearest last
 * @param automatic whether a program sent it: RFC 3834's Auto-Submitted, or the headers of mailing lists
 * @param form of the body
 * @param attachments names of files; a mail that is attached counts as passed on, and is in the body
 */
record MailFile(
        String id,
        List<String> inReplyTo,
        String subject,
        Person from,
        Instant sentAt,
        boolean automatic,
        Form form,
        String body,
        List<String> attachments) {

    /** Characters of a body: a mail with more was not written by a person. */
    private static final int LONGEST_BODY = 1_000_000;

    private static final int DEEPEST = 8;
    private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]+>");

    MailFile {
        inReplyTo = List.copyOf(inReplyTo);
        attachments = List.copyOf(attachments);
    }

    /**
     * @param name of the file, for messages
     * @throws OutsideException {@code TICKET_UNREADABLE}: it is no mail
     */
    static MailFile read(InputStream in, String name) {
        Properties lenient = new Properties();
        lenient.setProperty("mail.mime.decodetext.strict", "false");
        lenient.setProperty("mail.mime.base64.ignoreerrors", "true");
        lenient.setProperty("mail.mime.parameters.strict", "false");
        lenient.setProperty("mail.mime.address.strict", "false");
        lenient.setProperty("mail.mime.multipart.allowempty", "true");
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(lenient), in);
            if (mail.getHeader("From") == null && mail.getHeader("Subject") == null && mail.getHeader("Date") == null) {
                throw new OutsideException(
                        FailureType.TICKET_UNREADABLE, name + " is no mail: it has none of a mail's headers.");
            }
            Body body = new Body();
            body.read(mail, 0);
            Date sent = mail.getSentDate();
            return new MailFile(
                    header(mail, "Message-ID").strip(),
                    ids(header(mail, "References") + " " + header(mail, "In-Reply-To")),
                    decoded(header(mail, "Subject")),
                    from(mail),
                    sent == null ? Instant.EPOCH : sent.toInstant(),
                    isAutomatic(mail),
                    body.form(),
                    body.text(),
                    body.attachments);
        } catch (MessagingException | IOException | RuntimeException e) {
            if (e instanceof OutsideException known) {
                throw known;
            }
            throw new OutsideException(
                    FailureType.TICKET_UNREADABLE, name + " cannot be read as a mail: " + e.getMessage() + ".", e);
        }
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        String value = mail.getHeader(name, " ");
        return value == null ? "" : value;
    }

    private static String decoded(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header))
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (IOException unknownCharset) {
            return header;
        }
    }

    private static List<String> ids(String references) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = MESSAGE_ID.matcher(references);
        while (matcher.find()) {
            ids.add(matcher.group());
        }
        return ids;
    }

    private static Person from(MimeMessage mail) throws MessagingException {
        Address[] from = mail.getFrom();
        if (from == null || from.length == 0) {
            return new Person("", "");
        }
        if (from[0] instanceof InternetAddress address) {
            String name = address.getPersonal();
            return new Person(
                    name == null ? "" : name,
                    String.valueOf(address.getAddress()).toLowerCase(Locale.ROOT));
        }
        return new Person(from[0].toString(), "");
    }

    private static boolean isAutomatic(MimeMessage mail) throws MessagingException {
        String submitted = header(mail, "Auto-Submitted").toLowerCase(Locale.ROOT);
        String precedence = header(mail, "Precedence").toLowerCase(Locale.ROOT);
        return !submitted.isBlank() && !submitted.strip().startsWith("no")
                || precedence.matches("\\s*(?:bulk|junk|list|auto_reply)\\s*")
                || !header(mail, "List-Unsubscribe").isBlank()
                || !header(mail, "X-Autoreply").isBlank();
    }

    /** What is read of a mail's parts. */
    private static final class Body {
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<String> attachments = new ArrayList<>();

        Form form() {
            return plain.toString().isBlank() && !html.isEmpty() ? Form.HTML : Form.PLAIN;
        }

        String text() {
            StringBuilder text = form() == Form.HTML ? html : plain;
            return text.length() <= LONGEST_BODY ? text.toString() : text.substring(0, LONGEST_BODY);
        }

        void read(Part part, int depth) throws MessagingException, IOException {
            String file = part.getFileName();
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition());
            if (depth > DEEPEST) {
                return;
            }
            if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart inner = parts.getBodyPart(i);
                    read(inner, depth + 1);
                }
            } else if (part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage inner) {
                Body passedOn = new Body();
                passedOn.read(inner, depth + 1);
                String said = passedOn.form() == Form.PLAIN ? passedOn.text() : strip(passedOn.text());
                plain.append("\n\n---------- Forwarded message ---------\n").append(said);
                attachments.addAll(passedOn.attachments);
            } else if (attached || file != null && !part.isMimeType("text/*")) {
                attachments.add(file == null ? "unnamed" : decoded(file));
            } else if (part.isMimeType("text/html")) {
                html.append(content(part)).append('\n');
            } else if (part.isMimeType("text/*")) {
                plain.append(content(part)).append('\n');
            }
        }

        private static String strip(String html) {
            return Jsoup.parse(html).wholeText();
        }

        /** Text of a charset that nobody knows is read as Latin 1: better some odd letters than no ticket. */
        private static String content(Part part) throws MessagingException, IOException {
            try {
                @Nullable Object content = part.getContent();
                return content instanceof String text ? text : "";
            } catch (UnsupportedEncodingException unknown) {
                try (InputStream raw = part.getInputStream()) {
                    return new String(raw.readNBytes(LONGEST_BODY), StandardCharsets.ISO_8859_1);
                }
            }
        }
    }
}
