package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.wire.WireFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reply as one JSON object for scripts. */
final class ReplyJson {
    /** Decimals as the warehouse wrote them: 1.50 stays 1.50. */
    private static final ObjectMapper JSON =
            WireFormat.json().setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    private ReplyJson() {}

    /**
     * @param rows columns and rows of an answer: the stored ones where they can be read, else the preview's
     * @param repairs failed tries before the reply
     */
    static ObjectNode of(Reply reply, Rows rows, int repairs, String workflowId) {
        ObjectNode json = JSON.createObjectNode();
        json.put("outcome", JSON.<JsonNode>valueToTree(reply).path("outcome").asText());
        json.put("text", reply.text());
        if (reply instanceof Reply.Answer answer) {
            json.put("sql", answer.evidence().sql());
            json.set("columns", JSON.valueToTree(rows.columns()));
            json.set("rows", rows(rows));
            json.set("evidence", JSON.valueToTree(answer.evidence()));
        } else if (reply instanceof Reply.ClarifyingQuestion question) {
            json.set("options", JSON.valueToTree(question.options()));
        } else if (reply instanceof Reply.Failed failed) {
            json.put("reason", failed.reason());
        }
        json.set("usage", JSON.valueToTree(reply.usage()));
        json.put("repairs", repairs);
        json.put("workflowId", workflowId);
        return json;
    }

    /** Columns, their types and cells as in {@link Preview}, without its limit on rows. */
    record Rows(List<String> columns, List<String> types, List<List<@Nullable String>> rows) {
        static final Rows NONE = of(Preview.EMPTY);

        static Rows of(Preview preview) {
            return new Rows(preview.columns(), preview.types(), preview.rows());
        }
    }

    private static ArrayNode rows(Rows result) {
        ArrayNode rows = JSON.createArrayNode();
        for (List<@Nullable String> cells : result.rows()) {
            ArrayNode row = rows.addArray();
            for (int i = 0; i < cells.size(); i++) {
                row.add(cell(
                        cells.get(i), i < result.types().size() ? result.types().get(i) : "text"));
            }
        }
        return rows;
    }

    private static JsonNode cell(@Nullable String cell, String type) {
        if (cell == null) {
            return NullNode.getInstance();
        }
        if (type.equals("boolean") && (cell.equals("true") || cell.equals("false"))) {
            return BooleanNode.valueOf(cell.equals("true"));
        }
        if (type.equals("number")) {
            try {
                return DecimalNode.valueOf(new BigDecimal(cell));
            } catch (NumberFormatException e) {
                // NaN and infinities, which JSON numbers cannot say
                return TextNode.valueOf(cell);
            }
        }
        return TextNode.valueOf(cell);
    }
}
