package dev.askdesk.triage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a mail apart into what its author says and the mails that are quoted or passed on below, each without headers,
 * signature and disclaimers.
 */
final class MailChain {
    private static final int MOST_LINES_OF_INTRO = 3;
    private static final int FEWEST_HEADERS = 3;
    private static final int LONGEST_SIGNATURE = 14;
    private static final int LONGEST_SIGNATURE_LINE = 90;
    private static final Pattern QUOTED = Pattern.compile("^\\s*(?:>\\s?|\\|\\s)(.*)$");
    private static final Pattern DASHES = Pattern.compile("\\s*(?:--|—|__+|==+|\\*\\*\\*+)\\s*");
    private static final Pattern CONTACT = Pattern.compile(
            "(?:[\\w.+-]+@[\\w.-]+\\.\\w{2,})|(?:https?://|www\\.)\\S+|(?:\\+|\\b(?:T|M|Tel|Phone|Mobile|Cell|Fax|Direct)\\b\\.?[:.]?\\s*)"
                    + "\\(?\\d[\\d ()./-]{6,}",
            Pattern.CASE_INSENSITIVE);

    private final List<Part> parts = new ArrayList<>();

    private MailChain() {}

    /** Whose words they are. */
    enum Kind {
        /** The author's own. */
        OWN,
        /** An earlier mail that is answered. */
        QUOTED,
        /** A mail that is passed on, for what it says. */
        FORWARDED
    }

    record Part(Kind kind, String text) {}

    /** @return the author's own words first, though they may be empty; then what is below, the newest first */
    static List<Part> of(String text) {
        MailChain chain = new MailChain();
        String plain = text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace("\uFEFF", "")
                .replaceAll("[\\u200B\\u2060]", "");
        chain.split(List.of(plain.split("\n", -1)), Kind.OWN);
        return chain.parts;
    }

    private void split(List<String> lines, Kind kind) {
        for (int i = 0; i < lines.size(); i++) {
            Border border = border(lines, i);
            if (border != null) {
                add(kind, lines.subList(0, i));
                split(lines.subList(Math.min(lines.size(), border.after), lines.size()), border.kind);
                return;
            }
            if (QUOTED.matcher(lines.get(i)).matches() && quotedUntil(lines, i) > i) {
                int end = quotedUntil(lines, i);
                // What is written between quotes answers them: it is the author's own.
                List<String> own = new ArrayList<>(lines.subList(0, i));
                own.addAll(lines.subList(end, lines.size()));
                add(kind, withoutQuotes(own));
                split(unquoted(lines.subList(i, end)), kind == Kind.FORWARDED ? Kind.FORWARDED : Kind.QUOTED);
                return;
            }
        }
        add(kind, lines);
    }

    /** Where another mail begins. */
    private record Border(Kind kind, int after) {}

    private static @Nullable Border border(List<String> lines, int at) {
        String line = unmarked(lines.get(at));
        if (MailWords.FORWARDED.matcher(line).matches()) {
            return new Border(Kind.FORWARDED, afterHeaders(lines, at + 1));
        }
        if (MailWords.ORIGINAL.matcher(line).matches()) {
            int after = afterHeaders(lines, at + 1);
            return new Border(isForward(lines, at + 1, after) ? Kind.FORWARDED : Kind.QUOTED, after);
        }
        StringBuilder intro = new StringBuilder();
        for (int i = at; i < Math.min(lines.size(), at + MOST_LINES_OF_INTRO); i++) {
            String part = unmarked(lines.get(i));
            if (part.isEmpty()) {
                break;
            }
            intro.append(intro.length() == 0 ? "" : " ").append(part);
            if (MailWords.WROTE.matcher(intro).matches()) {
                return new Border(Kind.QUOTED, i + 1);
            }
        }
        int after = afterHeaders(lines, at);
        long headers = lines.subList(at, after).stream()
                .filter(header -> MailWords.HEADER.matcher(header).matches())
                .count();
        return headers >= FEWEST_HEADERS
                ? new Border(isForward(lines, at, after) ? Kind.FORWARDED : Kind.QUOTED, after)
                : null;
    }

    private static boolean isForward(List<String> lines, int from, int to) {
        for (String line : lines.subList(from, to)) {
            Matcher subject = MailWords.SUBJECT_HEADER.matcher(line);
            if (subject.matches()) {
                return MailWords.FORWARD_PREFIX.matcher(subject.group(1)).matches();
            }
        }
        return false;
    }

    /** The first line after a block of headers, which may be folded and begin after empty lines. */
    private static int afterHeaders(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && unmarked(lines.get(i)).isEmpty() && i - from < 2) {
            i++;
        }
        int end = from;
        while (i < lines.size()) {
            boolean header = MailWords.HEADER.matcher(lines.get(i)).matches();
            boolean folded = end > from
                    && end == i
                    && lines.get(i).matches("[>\\s]+\\S.*")
                    && lines.get(i).contains("@");
            if (!header && !folded) {
                break;
            }
            i++;
            end = i;
        }
        return end;
    }

    private static String unmarked(String line) {
        return line.replaceAll("^[>\\s*_]+|[\\s*_]+$", "");
    }

    private static int quotedUntil(List<String> lines, int from) {
        int end = from;
        for (int i = from; i < lines.size(); i++) {
            if (QUOTED.matcher(lines.get(i)).matches()) {
                end = i + 1;
            } else if (!lines.get(i).isBlank()) {
                break;
            }
        }
        return end;
    }

    private static List<String> unquoted(List<String> lines) {
        return lines.stream()
                .map(line -> {
                    Matcher quoted = QUOTED.matcher(line);
                    return quoted.matches() ? quoted.group(1) : line;
                })
                .toList();
    }

    private static List<String> withoutQuotes(List<String> lines) {
        return lines.stream().filter(line -> !QUOTED.matcher(line).matches()).toList();
    }

    private void add(Kind kind, List<String> lines) {
        String said = text(withoutCard(withoutDisclaimers(withoutSignature(lines))));
        if (!said.isEmpty() || parts.isEmpty()) {
            parts.add(new Part(kind, said));
        }
    }

    /** Up to the line by which the author ends, where what follows looks like a name and an address. */
    private static List<String> withoutSignature(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (DASHES.matcher(lines.get(i)).matches() && line.startsWith("-") && isTail(lines, i + 1)) {
                break;
            }
            boolean ends = MailWords.SIGN_OFF.matcher(line).matches();
            if (ends && isTail(lines, i + 1)) {
                break;
            }
            boolean says = !MailWords.ADDED_LINE.matcher(line).matches()
                    && !MailWords.GREETING.matcher(line).matches()
                    && !DASHES.matcher(line).matches();
            if (says) {
                kept.add(lines.get(i));
            }
        }
        return kept;
    }

    /** Whether short lines follow, apart from disclaimers and the lines of programs, up to the end. */
    private static boolean isTail(List<String> lines, int from) {
        int few = 0;
        for (String paragraph :
                String.join("\n", lines.subList(from, lines.size())).split("\\n\\s*\\n")) {
            if (MailWords.isDisclaimer(paragraph)) {
                continue;
            }
            for (String line : paragraph.split("\n")) {
                if (line.isBlank() || MailWords.ADDED_LINE.matcher(line.strip()).matches()) {
                    continue;
                }
                few++;
                if (few > LONGEST_SIGNATURE
                        || line.strip().length() > LONGEST_SIGNATURE_LINE
                        || line.strip().endsWith("?")) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A visiting card at the end without any line that ends the mail: at least two lines with addresses or numbers. */
    private static List<String> withoutCard(List<String> lines) {
        int start = lines.size();
        int contacts = 0;
        for (int i = lines.size() - 1; i >= 0 && lines.size() - i <= LONGEST_SIGNATURE; i--) {
            String line = lines.get(i).strip();
            if (line.length() > LONGEST_SIGNATURE_LINE || line.endsWith("?") || line.matches(".*[a-z]{2}[.!]")) {
                break;
            }
            contacts += CONTACT.matcher(line).find() ? 1 : 0;
            if (line.isEmpty()
                    && contacts == 0
                    && !String.join("", lines.subList(i, lines.size())).isBlank()) {
                break;
            }
            start = i;
            if (line.isEmpty() && contacts >= 2) {
                break;
            }
        }
        // Nothing but a card: then one line that looks like one is enough.
        boolean alone = String.join("", lines.subList(0, start)).isBlank();
        return contacts >= (alone ? 1 : 2) ? lines.subList(0, start) : lines;
    }

    private static List<String> withoutDisclaimers(List<String> lines) {
        List<String> kept = new ArrayList<>();
        for (String paragraph : String.join("\n", lines).split("\\n\\s*\\n")) {
            if (!paragraph.isBlank() && !MailWords.isDisclaimer(paragraph)) {
                kept.addAll(paragraph.lines().toList());
                kept.add("");
            }
        }
        return kept;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines)
                .replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
