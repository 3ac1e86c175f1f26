package dev.askdesk.triage;

import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.TicketActivity.NoteRequest;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Entities;

/**
 * The private note: what is asked, the suggested answer with its citations, the pages, how sure it is and why, and who
 * wrote it. Every text that comes from elsewhere is escaped.
 */
final class Note {
    private static final double SURE = 0.85;
    private static final int NEAREST_SHOWN = 3;

    private final NoteRequest request;
    /** Places of passages, from 1, in the order in which the note numbers them: cited ones by their first citation. */
    private final List<Integer> numbered = new ArrayList<>();

    private final int cited;

    private Note(NoteRequest request) {
        this.request = request;
        for (Sentence sentence : request.answer()) {
            if (!numbered.contains(sentence.source())) {
                numbered.add(sentence.source());
            }
        }
        cited = numbered.size();
        for (int place = 1; place <= request.passages().size() && numbered.size() < cited + NEAREST_SHOWN; place++) {
            if (!numbered.contains(place)) {
                numbered.add(place);
            }
        }
    }

    /** In the few tags that every desk shows. */
    static String html(NoteRequest request) {
        return new Note(request).html();
    }

    private String html() {
        StringBuilder html = new StringBuilder();
        paragraph(html, "<strong>Askdesk</strong> – for IT staff only; the requester does not see this note.");
        paragraph(html, "<strong>Question:</strong> " + escaped(request.question()));
        if (request.answer().isEmpty()) {
            paragraph(
                    html,
                    "<strong>No suggested answer:</strong> "
                            + escaped(
                                    request.abstained() == null ? "the pages do not carry one." : request.abstained()));
        } else {
            paragraph(html, "<strong>Suggested answer</strong> (check it before you send it):");
            StringBuilder answer = new StringBuilder();
            for (Sentence sentence : request.answer()) {
                answer.append(answer.length() == 0 ? "" : " ")
                        .append(escaped(sentence.text()))
                        .append(" [")
                        .append(numbered.indexOf(sentence.source()) + 1)
                        .append(']');
            }
            html.append("<blockquote>").append(answer).append("</blockquote>\n");
        }
        pages(html);
        if (!request.answer().isEmpty()) {
            paragraph(html, "<strong>How sure:</strong> " + sureness());
        }
        String model = request.model().isEmpty() ? "No model was asked" : "Written by the model " + request.model();
        paragraph(html, escaped(model) + ", not by a person. " + NoteReference.of(request.version()));
        return html.toString().strip();
    }

    private void pages(StringBuilder html) {
        if (numbered.isEmpty()) {
            return;
        }
        paragraph(html, cited == 0 ? "<strong>Nearest pages:</strong>" : "<strong>Pages:</strong>");
        html.append("<ol>");
        for (int i = 0; i < numbered.size(); i++) {
            Passage passage = request.passages().get(numbered.get(i) - 1);
            String headings = passage.headings().isEmpty() ? "" : " › " + String.join(" › ", passage.headings());
            html.append("<li>")
                    .append(linked(passage))
                    .append(escaped(headings))
                    .append(cited > 0 && i >= cited ? " (also near, not cited)" : "")
                    .append("</li>");
        }
        html.append("</ol>\n");
    }

    private static String linked(Passage passage) {
        boolean link = passage.url().startsWith("https://") || passage.url().startsWith("http://");
        return link
                ? "<a href=\"" + escaped(passage.url()) + "\">" + escaped(passage.title()) + "</a>"
                : escaped(passage.title()) + " (" + escaped(passage.url()) + ")";
    }

    private String sureness() {
        double least =
                request.answer().stream().mapToDouble(Sentence::support).min().orElse(0);
        boolean nearest = numbered.get(0) == 1;
        String why = Math.round(least * 100)
                + " % of the words of every sentence, or more, stand on the page that it cites"
                + (nearest ? ", which is the nearest one." : "; a page that is nearer to the question is not cited.");
        return (least >= SURE && nearest ? "fairly: " : "not very: ") + why;
    }

    private static void paragraph(StringBuilder html, String text) {
        html.append("<p>").append(text).append("</p>\n");
    }

    private static String escaped(String text) {
        return Entities.escape(text).replace("\"", "&quot;");
    }
}
