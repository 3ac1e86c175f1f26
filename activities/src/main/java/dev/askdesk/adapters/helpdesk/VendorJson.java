package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Reads the replies of helpdesks, whose JSON has the same forms in all of them. */
final class VendorJson {
    /** With {@code Z}, {@code +01:00}, or Jira's {@code +0100}. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    private VendorJson() {}

    /** Empty where there is none. */
    static String text(JsonNode of, String field) {
        return of.path(field).asText("");
    }

    static Instant time(JsonNode of, String field) {
        String text = text(of, field);
        try {
            return OffsetDateTime.parse(text, TIME).toInstant();
        } catch (DateTimeException noTime) {
            throw unexpected("\"" + field + "\" is no time");
        }
    }

    /** The list; a reply without one is of another kind than asked for, and must not pass for an empty list. */
    static JsonNode list(JsonNode of, String field) {
        JsonNode list = of.path(field);
        if (!list.isArray()) {
            throw unexpected("there is no list of " + field);
        }
        return list;
    }

    private static OutsideException unexpected(String what) {
        return new OutsideException(
                FailureType.HELPDESK_UNAVAILABLE,
                "The helpdesk replies in another form than documented: " + what + ".");
    }
}
