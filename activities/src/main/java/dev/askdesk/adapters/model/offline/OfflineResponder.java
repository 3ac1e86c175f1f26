package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.Responder;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.knowledge.QueryText;
import dev.askdesk.triage.Sentences;
import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Answers without any network and without a language model: the question is the sentence of the ticket that asks most
 * clearly, the answer is the sentences of the nearest page that are nearest to it, word for word.
 */
public final class OfflineResponder implements Responder {
    /** Cosine of MiniLM below which a page is about something else. */
    private static final double NEAR_PAGE = 0.42;

    private static final double NEAR_SENTENCE = 0.35;
    private static final int MOST_SENTENCES = 3;
    private static final int FEWEST_WORDS = 3;
    private static final int SHORTEST = 25;

    private static final Pattern ASKS = Pattern.compile("\\?\\s*$");
    private static final Pattern QUESTION_WORD = Pattern.compile(
            "(?i)^(?:so |and |but |also |then )?(?:how|what|why|where|when|which|who|can|could|is|are|do|does|did|may|should|will|would|any)\\b.*");
    private static final Pattern NEED = Pattern.compile(
            "(?i).*\\b(?:need|needs|want|would like|can you|could you|please|trying to|unable|can'?t|cannot|couldn'?t|won'?t|doesn'?t|does not"
                    + "|isn'?t|not working|stopped|fails?|failed|error|problem|issue|broken?|lost|stolen|forgot|locked|expired|request|wondering|how to"
                    + "|brauche|kann (?:ich|nicht)|funktioniert nicht|wie|bitte|besoin|comment|impossible|puis-je|necesito|cómo|no puedo"
                    + "|bisogno|come|non riesco|preciso|como|não consigo)\\b.*");
    private static final Pattern THANKS = Pattern.compile(
            "(?i)^(?:thanks|thank you|thx|many thanks|great|perfect|awesome|works now|all good|never ?mind|danke|merci|gracias|grazie|obrigad[oa]).*");

    private static final Pattern SETTLED = Pattern.compile(
            "(?is).*\\b(?:nothing (?:further|else|more)|no further (?:action|help)|(?:please|you can|can be) close|(?:is|got|all) (?:sorted|solved|resolved|fixed)"
                    + "|problem solved|works (?:again|now|fine))\\b.*");

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
        CleanTicket ticket = request.ticket();
        String best = "";
        double most = 0;
        int place = 0;
        for (String sentence : Sentences.of(ticket.latest())) {
            double score = asking(sentence) - 0.02 * place++;
            if (score > most) {
                most = score;
                best = sentence;
            }
        }
        boolean settled = THANKS.matcher(ticket.latest().strip()).matches()
                || SETTLED.matcher(ticket.latest()).matches();
        boolean thanks = settled && !ticket.latest().contains("?");
        if (thanks || best.isEmpty() && ticket.subject().split("\\s+").length < FEWEST_WORDS) {
            return new Summary(null, "Nothing is asked.", used());
        }
        String subject = ticket.subject().strip();
        // "It still does not work." says nothing without what the subject says.
        boolean vague = told(best) < FEWEST_WORDS;
        String question = best.isEmpty() ? subject : vague && !subject.isEmpty() ? subject + ": " + best : best;
        return new Summary(Sentences.one(question), null, used());
    }

    private static double asking(String sentence) {
        int words = sentence.split("\\s+").length;
        if (words < FEWEST_WORDS
                || THANKS.matcher(sentence).matches() && !ASKS.matcher(sentence).find()) {
            return 0;
        }
        double score = ASKS.matcher(sentence).find() ? 2 : 0;
        score += QUESTION_WORD.matcher(sentence).matches() ? 0.5 : 0;
        score += NEED.matcher(sentence).matches() ? 1 : 0;
        // "What do I have to do now?" asks clearly, and says nothing.
        return score + 0.25 * Math.min(6, told(sentence));
    }

    private static long told(String sentence) {
        return QueryText.told(sentence).stream().distinct().count();
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        Passage nearest = request.passages().get(0);
        if (nearest.score() < NEAR_PAGE) {
            return abstained("No page is near enough to the question.");
        }
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
            if (cosine(asked, vectors.get(i)) >= NEAR_SENTENCE) {
                chosen.add(i);
            }
        }
        chosen.sort(Comparator.comparingDouble((Integer i) -> -cosine(asked, vectors.get(i))));
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

    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
