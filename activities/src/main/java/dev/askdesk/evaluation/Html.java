package dev.askdesk.evaluation;

import java.util.List;

/** Pieces of HTML. Whatever comes from outside passes {@link #text}. */
final class Html {
    private Html() {}

    /** Text as content or as a quoted attribute. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                // No HTML may hold it, not even escaped.
                case '\0' -> safe.append('\ufffd');
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** A table whose first row and first column are headings; the cells are HTML. */
    static String table(String caption, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(caption)
                .append("\"><table><caption>")
                .append(caption)
                .append("</caption>\n<thead><tr>");
        rows.get(0).forEach(cell -> html.append(cell.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + cell + "</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows.subList(1, rows.size())) {
            html.append("<tr><th scope=\"row\">").append(row.get(0)).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }
}
