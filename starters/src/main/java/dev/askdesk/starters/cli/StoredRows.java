package dev.askdesk.starters.cli;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.starters.cli.ReplyJson.Rows;
import dev.askdesk.workers.Results;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Reply;

/** All rows of an answer, where this command line may read the worker's result store; else its preview. */
final class StoredRows {
    private StoredRows() {}

    static Rows of(Reply reply, Settings settings) {
        if (!(reply instanceof Reply.Answer answer)) {
            return Rows.NONE;
        }
        try {
            QueryResult stored = Results.open(settings).get(answer.evidence().resultHandle());
            return new Rows(stored.columns(), stored.types(), stored.rows());
        } catch (OutsideException e) {
            return Rows.of(answer.preview());
        }
    }
}
