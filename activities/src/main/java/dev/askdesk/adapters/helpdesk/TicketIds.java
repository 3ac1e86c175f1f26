package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.util.regex.Pattern;

/**
 * What the ids of one vendor look like. An id becomes part of a URL: one of another form is of no ticket, and could name
 * another resource of the API.
 *
 * @param title the vendor's, for messages
 */
record TicketIds(String title, Pattern form) {
    /** Ids that are numbers. */
    static TicketIds numeric(String title) {
        return new TicketIds(title, Pattern.compile("[0-9]{1,19}"));
    }

    boolean couldBe(String id) {
        return form.matcher(id).matches();
    }

    /** The id itself, for a path. */
    String checked(String id) {
        if (!couldBe(id)) {
            throw new OutsideException(FailureType.HELPDESK_REQUEST, title + " has no id of this form: " + quoted(id));
        }
        return id;
    }

    private static String quoted(String id) {
        String printable = id.replaceAll("[^\\x20-\\x7E]", "?");
        return "\"" + (printable.length() <= 40 ? printable : printable.substring(0, 40) + "…") + "\".";
    }
}
