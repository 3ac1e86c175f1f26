package dev.askdesk.starters.cli;

import dev.askdesk.workflows.ask.Reply;

/** What scripts can tell from how a command ends. */
final class ExitCodes {
    static final int OK = 0;
    /** Something outside is missing or broken: server, database, catalog, key, settings. */
    static final int ENVIRONMENT = 1;
    /** The command line is wrong. */
    static final int USAGE = 2;

    static final int CLARIFYING_QUESTION = 3;
    static final int DECLINED = 4;
    static final int EXPIRED = 5;
    static final int FAILED = 6;

    private ExitCodes() {}

    static int of(Reply reply) {
        if (reply instanceof Reply.Answer) {
            return OK;
        }
        if (reply instanceof Reply.ClarifyingQuestion) {
            return CLARIFYING_QUESTION;
        }
        if (reply instanceof Reply.Declined) {
            return DECLINED;
        }
        return reply instanceof Reply.Expired ? EXPIRED : FAILED;
    }
}
