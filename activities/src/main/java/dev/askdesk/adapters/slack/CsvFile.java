package dev.askdesk.adapters.slack;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * All rows as a file that Excel opens: RFC 4180 in UTF-8 with a byte order mark. A cell that a spreadsheet would run as a
 * formula is made text by an apostrophe.
 */
public final class CsvFile {
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    /** Spaces and the wide forms too: programs strip the former and read the latter. */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)[\\s\\p{Z}\\p{Cc}\\ufeff]*[=+\\-@＝＋－＠].*|(?s)[\\t\\r\\n].*");

    private static final Pattern QUOTED = Pattern.compile("(?s).*[\",\\r\\n;\\t].*|\\s.*|.*\\s|");

    private CsvFile() {}

    public static byte[] bytes(QueryResult result) {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        line(text, result.columns());
        result.rows().forEach(row -> line(text, row));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What an answer's files are called, without their ending.
     *
     * @param messageId the question
     * @param rows all of them as CSV: others are another file
     */
    static String baseName(String messageId, byte[] rows) {
        String plain = messageId.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        String question = plain.isEmpty() ? "" : plain.substring(0, Math.min(60, plain.length())) + "-";
        return "answer-" + question + DigestUtils.sha256Hex(rows).substring(0, 8);
    }

    private static void line(StringBuilder text, List<@Nullable String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            text.append(i == 0 ? "" : ",").append(cell == null ? "" : field(cell));
        }
        text.append("\r\n");
    }

    /** A missing value is nothing, an empty text is two quotes. */
    private static String field(String cell) {
        String inert = FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
        return QUOTED.matcher(inert).matches() ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
    }
}
