package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.Query.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Whom a statement is for, as the warehouse's own history shows it.
 *
 * @param workflow id of the workflow, in letters that need no quotes anywhere
 * @param user id of the person, the same
 */
record QueryTag(String workflow, String user) {
    private static final int LONGEST = 128;
    /** What PostgreSQL keeps of a name. */
    private static final int SHORTEST = 60;

    static QueryTag of(Origin origin) {
        return new QueryTag(plain(origin.workflow()), plain(origin.user()));
    }

    private static String plain(@Nullable String id) {
        String safe = id == null ? "-" : id.replaceAll("[^A-Za-z0-9_./@-]", "_");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST);
    }

    /** A comment that leads a statement. */
    String comment() {
        return "/* askdesk workflow=" + workflow.replace("*/", "*_") + " user=" + user.replace("*/", "*_") + " */ ";
    }

    String shortText() {
        String text = "askdesk " + user + " " + workflow;
        return text.length() <= SHORTEST ? text : text.substring(0, SHORTEST);
    }
}
