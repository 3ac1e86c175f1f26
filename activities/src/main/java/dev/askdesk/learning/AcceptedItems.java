package dev.askdesk.learning;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.learning.FeedbackItem.Accepted;
import java.util.List;
import java.util.stream.Stream;

/** What comes of accepted feedback. */
public final class AcceptedItems {
    private static final JsonMapper JSON = new JsonMapper();

    private AcceptedItems() {}

    /** An evaluation asks the sample fund where a case names no database. */
    private static final class Sample {
        static final String NAME =
                CatalogFile.readResource(SampleFund.CATALOG.substring(1)).name();
    }

    static List<VerifiedQuestion> questions(List<FeedbackItem> items, String database) {
        return items.stream()
                .filter(item -> item.database().equals(database))
                .flatMap(item -> Stream.ofNullable(item.accepted()))
                .map(accepted -> new VerifiedQuestion(accepted.question(), accepted.sql()))
                .toList();
    }

    /**
     * Cases of an evaluation, a line each. Columns, strings and numbers are left open: figures change with the data, and
     * the rows of the SQL tell them.
     */
    public static String cases(List<FeedbackItem> items) {
        StringBuilder text = new StringBuilder();
        for (FeedbackItem item : items) {
            Accepted accepted = item.accepted();
            if (accepted != null) {
                ObjectNode line = JSON.createObjectNode();
                line.put("id", item.id());
                if (!item.database().equals(Sample.NAME)) {
                    line.put("database", item.database());
                }
                line.put("question", accepted.question());
                line.putArray("sql").add(accepted.sql());
                line.put("answer", accepted.answer());
                accepted.tables().forEach(line.putArray("tables")::add);
                for (String open : List.of("columns", "strings", "numbers")) {
                    line.putArray(open);
                }
                text.append(line.put("expect", "answer")).append('\n');
            }
        }
        return text.toString();
    }
}
