package dev.askdesk.adapters.slack;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.charts.ChartChoice;
import dev.askdesk.charts.ChartPng;
import dev.askdesk.charts.ChartSpec;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an answer has more than its message can show. */
public final class AnswerFiles {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerFiles.class);

    private AnswerFiles() {}

    /** Whether {@link #files} could give any, without a look at the rows. */
    public static boolean mayHave(ReplyRequest request) {
        return request.reply() instanceof Reply.Answer answer
                && answer.evidence().rowCount() > 0;
    }

    /**
     * The rows where the message leaves some out, and a chart where one says more than they do.
     *
     * @param result all rows of the answer
     */
    public static List<SlackFile> files(ReplyRequest request, QueryResult result) {
        if (!(request.reply() instanceof Reply.Answer answer)) {
            return List.of();
        }
        List<SlackFile> files = new ArrayList<>();
        // A question that is asked anew may have other rows; a file of the old name would be taken for theirs.
        byte[] rows = CsvFile.bytes(result);
        String name = CsvFile.baseName(request.messageId(), rows);
        boolean cut = result.truncated() || answer.evidence().truncated();
        RowsTable shown = RowsTable.of(answer.preview(), answer.evidence().rowCount());
        if (!shown.whole() && !result.rows().isEmpty()) {
            String title = (cut ? "The first " : "All ")
                    + AnswerBlocks.counted(result.rows().size()) + " rows";
            files.add(new SlackFile(name + ".csv", title, rows, title + " as CSV"));
        }
        if (!cut) {
            // A picture of a part of the rows would be a wrong one.
            chart(request, result, name).ifPresent(files::add);
        }
        return files;
    }

    private static Optional<SlackFile> chart(ReplyRequest request, QueryResult result, String name) {
        Optional<ChartSpec> spec = ChartChoice.choose(
                result.columns(),
                result.types(),
                result.rows(),
                request.message().text());
        if (spec.isEmpty()) {
            return Optional.empty();
        }
        String words = spec.get().inWords();
        try {
            byte[] png = ChartPng.png(spec.get(), result.rows());
            return Optional.of(new SlackFile(name + ".png", words, png, words));
        } catch (RuntimeException | InternalError | LinkageError e) {
            // A JDK without any font cannot draw; the answer is whole without the picture.
            LOG.warn("No chart could be drawn: {}", e.toString());
            return Optional.empty();
        }
    }
}
