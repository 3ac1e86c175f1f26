package dev.askdesk.adapters.model;

import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;

/**
 * Port of what reads a ticket and answers it from passages: a language model behind prompts, or the offline model.
 * Implementations are safe for use by several threads and throw {@link dev.askdesk.adapters.OutsideException}. What they
 * answer is not to be trusted: whoever calls checks it.
 */
public interface Responder {
    /** Name shown in the note, for example {@code gpt-4o-mini} or {@code offline}. */
    String name();

    Summary summarise(SummariseRequest request);

    Drafted answer(AnswerRequest request);

    /** About how many tokens the request is read as, rather more than fewer; 0 where no tokens are read. */
    default long promptTokens(SummariseRequest request) {
        return 0;
    }

    /** The same of the other request. */
    default long promptTokens(AnswerRequest request) {
        return 0;
    }
}
