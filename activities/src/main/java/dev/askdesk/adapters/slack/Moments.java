package dev.askdesk.adapters.slack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Moments as a person reads them. */
final class Moments {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Moments() {}

    /** What is no moment stays as it is. */
    static String shown(String iso) {
        try {
            return SHOWN.format(Instant.parse(iso));
        } catch (DateTimeParseException e) {
            return Mrkdwn.oneLine(Lengths.cut(iso, 60));
        }
    }
}
