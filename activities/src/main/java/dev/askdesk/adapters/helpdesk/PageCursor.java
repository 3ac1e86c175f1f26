package dev.askdesk.adapters.helpdesk;

import java.time.Instant;

/**
 * A place in a list of changes that is ordered by time and paged by number: whole pages move the time on, so that a
 * ticket that changes meanwhile moves to the end and pushes none of the others out of sight.
 *
 * @param page from 1, of the list that begins at the time
 */
record PageCursor(Instant since, int page) {
    static PageCursor parse(String cursor) {
        int comma = cursor.indexOf(',');
        return new PageCursor(Instant.parse(cursor.substring(0, comma)), Integer.parseInt(cursor.substring(comma + 1)));
    }

    /** @param last time of the last change of a whole page */
    PageCursor after(Instant last) {
        return last.isAfter(since) ? new PageCursor(last, 1) : new PageCursor(since, page + 1);
    }

    String text() {
        return since + "," + page;
    }
}
