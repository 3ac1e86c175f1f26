package dev.askdesk.adapters.model;

import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import java.util.Map;

/** The chats in which a model is asked about a ticket. */
final class TicketText {
    /** Characters of a ticket that are shown: the end of it, where the newest message is. */
    private static final int LONGEST_TICKET = 6_000;

    private static final int LONGEST_LATEST = 1_200;
    private static final int LONGEST_PASSAGE = 1_800;
    /** Passages that are shown: a small model loses its way among more. */
    private static final int PASSAGES = 4;

    private final Prompt summarise = Prompt.named("summarise-v1");
    private final Prompt summariseTicket = Prompt.named("summarise-ticket-v1");
    private final Prompt answer = Prompt.named("answer-v1");
    private final Prompt answerQuestion = Prompt.named("answer-question-v1");

    List<ChatMessage> summarise(CleanTicket ticket) {
        String user = summariseTicket.with(Map.of(
                "subject",
                Data.clean(Excerpts.oneLine(ticket.subject(), 200)),
                "attachments",
                Data.clean(Excerpts.oneLine(String.join(", ", ticket.attachments()), 300)),
                "ticket",
                Data.between("ticket", end(ticket.text(), LONGEST_TICKET))));
        return List.of(SystemMessage.from(summarise.with(Map.of())), UserMessage.from(user));
    }

    List<ChatMessage> answer(AnswerRequest request) {
        StringBuilder passages = new StringBuilder();
        for (int i = 0; i < shown(request); i++) {
            Passage passage = request.passages().get(i);
            String headings = passage.headings().isEmpty() ? "" : " > " + String.join(" > ", passage.headings());
            passages.append(i == 0 ? "" : "\n\n")
                    .append("Passage ")
                    .append(i + 1)
                    .append(": ")
                    .append(passage.title())
                    .append(headings)
                    .append('\n')
                    .append(Excerpts.cut(passage.text(), LONGEST_PASSAGE));
        }
        String user = answerQuestion.with(Map.of(
                "passages",
                Data.between("passages", passages.toString()),
                "ticket",
                Data.between("ticket", Excerpts.cut(request.ticket().latest(), LONGEST_LATEST)),
                "question",
                Data.between("question", request.question())));
        return List.of(SystemMessage.from(answer.with(Map.of())), UserMessage.from(user));
    }

    static int shown(AnswerRequest request) {
        return Math.min(PASSAGES, request.passages().size());
    }

    private static String end(String text, int limit) {
        return text.length() <= limit ? text : "…" + text.substring(text.length() - limit + 1);
    }
}
