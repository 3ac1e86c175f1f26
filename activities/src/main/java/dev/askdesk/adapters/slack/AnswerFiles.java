package dev.askdesk.adapters.slack;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.rendering.TextTable;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.List;

/** The files of an answer: all rows where the message shows a part of them, and a chart where a picture says it better. */
final class AnswerFiles {
    /** What fits into the width of the message's table, roughly. */
    private static final int MOST_COLUMNS = 6;

    private AnswerFiles() {}

    /** @param key of the question, which the files are named after */
    static List<SlackFile> of(String key, Reply.Answer answer, QueryResult rows) {
        List<SlackFile> files = new ArrayList<>();
        if (rows.rows().size() > TextTable.ROWS || rows.columns().size() > MOST_COLUMNS) {
            files.add(new SlackFile(
                    "rows-" + CsvFile.safeName(key) + ".csv", rows.rows().size() + " rows", CsvFile.bytes(rows), ""));
        }
        return files;
    }
}
