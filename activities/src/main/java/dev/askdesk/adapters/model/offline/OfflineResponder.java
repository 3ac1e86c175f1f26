package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.Responder;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.Vectors;
import dev.askdesk.triage.Sentences;
import dev.askdesk.triage.TicketQuestion;
import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers without any network and without a language model: the question is the sentence of the ticket that asks most
 * clearly, the answer is the sentences of the nearest page that are nearest to it, word for word.
 */
public final class OfflineResponder implements Responder {
    private static final double NEAR_SENTENCE = 0.35;
    private static final int MOST_SENTENCES = 3;
    private static final int SHORTEST = 25;

    private final Embeddings embeddings;

    /** @param embeddings by which sentences are compared */
    public OfflineResponder(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    @Override
    public String name() {
        return "offline";
    }

    @Override
    public Summary summarise(SummariseRequest request) {
        String question = TicketQuestion.of(request.ticket());
        return question.isEmpty()
                ? new Summary(null, "Nothing is asked.", used())
                : new Summary(Sentences.one(question), null, used());
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        Passage nearest = request.passages().get(0);
        String question = request.question();
        List<String> candidates = Sentences.of(nearest.text()).stream()
                .filter(sentence -> sentence.length() >= SHORTEST && !sentence.endsWith("?"))
                .toList();
        if (candidates.isEmpty()) {
            return abstained("The nearest page says too little.");
        }
        List<String> texts = new ArrayList<>(candidates);
        texts.add(question);
        List<float[]> vectors = embeddings.embed(texts);
        float[] asked = vectors.get(vectors.size() - 1);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (Vectors.dot(asked, vectors.get(i)) >= NEAR_SENTENCE) {
                chosen.add(i);
            }
        }
        chosen.sort(Comparator.comparingDouble((Integer i) -> -Vectors.dot(asked, vectors.get(i))));
        List<Sentence> sentences = chosen.stream()
                .limit(MOST_SENTENCES)
                .sorted()
                .map(i -> new Sentence(candidates.get(i).replaceFirst("^[-*•]\\s+", ""), 1, 1))
                .toList();
        return sentences.isEmpty()
                ? abstained("No sentence of the nearest page is near enough to the question.")
                : new Drafted(sentences, null, name(), used());
    }

    private Drafted abstained(String reason) {
        return new Drafted(List.of(), reason, name(), used());
    }

    private Usage used() {
        return new Usage(name(), 1, 0, 0, 0);
    }
}
