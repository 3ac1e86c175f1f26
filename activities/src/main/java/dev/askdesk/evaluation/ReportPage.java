package dev.askdesk.evaluation;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A report as JSON, and as one HTML file that needs nothing else. */
public final class ReportPage {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String DATA = "\"REPORT\"";

    private ReportPage() {}

    /** Totals and comparisons; the cases themselves are in {@code cases.jsonl}. */
    public static ObjectNode json(Report report) {
        ObjectNode json = JSON.createObjectNode();
        json.put("data_set", report.dataSet());
        json.put("started_at", report.startedAt().toString());
        json.put("machine", report.machine());
        ArrayNode arms = json.putArray("arms");
        for (Report.Arm arm : report.arms()) {
            ObjectNode node = arms.addObject();
            node.put("name", arm.name());
            node.set("configuration", JSON.valueToTree(arm.configuration()));
            ObjectNode measures = node.putObject("measures");
            for (Summary.Line line : arm.summary().lines()) {
                ObjectNode measure = measures.putObject(line.key());
                measure.put("name", line.name()).put("n", line.n()).put("value", line.value());
                measure.put("unit", line.unit().name().toLowerCase(Locale.ROOT));
                measure.put("shown", ReportTable.value(line));
                if (!Double.isNaN(line.low())) {
                    measure.put("low", line.low()).put("high", line.high());
                }
            }
            node.set("right_by_database", JSON.valueToTree(arm.summary().byDatabase()));
        }
        json.set("comparisons", JSON.valueToTree(report.comparisons()));
        return json;
    }

    /** The page. What comes from data is text in it, never markup or script. */
    public static String html(Report report) {
        ObjectNode json = json(report);
        ArrayNode cases = json.putArray("cases");
        report.arms().forEach(arm -> arm.results().forEach(result -> cases.add(CaseLines.node(result))));
        try (InputStream in = ReportPage.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IllegalStateException("the page's template is missing");
            }
            String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Within a script element only "<" could end it; U+2028 and U+2029 are no line breaks in JSON.
            String data = json.toString()
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
            return template.replace(DATA, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
