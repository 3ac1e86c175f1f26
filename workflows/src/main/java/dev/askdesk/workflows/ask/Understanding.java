package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Grounding.Ambiguity;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The question is being read: by the catalog first, then by the model, which must call one of its tools. */
public record Understanding(Question question) implements Phase {

    @Override
    public Phase next(Steps steps) {
        Grounding grounding = steps.ground(question);
        Ambiguity ambiguity = grounding.ambiguity();
        if (ambiguity != null && question.mayAskBack()) {
            return new Clarifying(
                    question, new Reply.ClarifyingQuestion(whichOne(ambiguity), ambiguity.options(), question.usage()));
        }
        String verified = grounding.verifiedSql();
        if (verified != null && question.attempts().isEmpty()) {
            return new Executing(question, verified, assumptions(grounding, List.of()), true, 0, 0);
        }
        if (grounding.foreign() && question.attempts().isEmpty()) {
            return new Finished(
                    question,
                    new Reply.Declined(
                            "This question is about nothing that the data has. Ask about "
                                    + String.join(
                                            ", ",
                                            grounding.tables().stream().limit(3).toList())
                                    + " and the like.",
                            question.usage()));
        }
        if (!grounding.unknown().isEmpty() && question.attempts().isEmpty()) {
            return new Finished(
                    question,
                    new Reply.Declined(
                            "The data says nothing about “" + String.join("”, “", grounding.unknown())
                                    + "”. If it goes by another name there, ask with that.",
                            question.usage()));
        }
        Understood understood = steps.understand(question, grounding, 0);
        return decided(question.plus(understood.usage()), grounding, understood);
    }

    private static Phase decided(Question question, Grounding grounding, Understood understood) {
        Decision decision = understood.decision();
        Problem omission = understood.omission();
        if (decision instanceof Decision.SqlQuery query && omission != null) {
            return QuestionMachine.repair(question, query.sql(), omission);
        }
        if (decision instanceof Decision.SqlQuery query) {
            return new Executing(question, query.sql(), assumptions(grounding, query.assumptions()), false, 0, 0);
        }
        if (decision instanceof Decision.AskUser ask && repeats(ask.question(), question)) {
            return new Finished(
                    question,
                    new Reply.Declined("The model found no way to answer this from the data.", question.usage()));
        }
        if (decision instanceof Decision.AskUser ask) {
            return question.mayAskBack()
                    ? new Clarifying(
                            question, new Reply.ClarifyingQuestion(ask.question(), ask.options(), question.usage()))
                    : Finished.failed(
                            question,
                            "UNCLEAR",
                            "The question is still unclear after "
                                    + question.clarifications().size()
                                    + " replies. Please ask it again in one sentence that names who, what and when.");
        }
        if (decision instanceof Decision.Decline decline) {
            return new Finished(question, new Reply.Declined(decline.reason(), question.usage()));
        }
        return QuestionMachine.repair(question, null, ((Decision.Unreadable) decision).problem());
    }

    /** Asking a question back as it was asked asks nothing. */
    private static boolean repeats(String asked, Question question) {
        return bare(asked).equals(bare(question.message().text()));
    }

    private static String bare(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static String whichOne(Ambiguity ambiguity) {
        List<String> options = ambiguity.options();
        String last = options.get(options.size() - 1);
        String others = String.join(", ", options.subList(0, options.size() - 1));
        return "Which “" + ambiguity.mention() + "” do you mean: " + others + " or " + last + "?";
    }

    static List<String> assumptions(Grounding grounding, List<String> ofModel) {
        List<String> all = new ArrayList<>();
        grounding.values().forEach(value -> {
            String assumption = value.assumption();
            if (assumption != null && !all.contains(assumption)) {
                all.add(assumption);
            }
        });
        ofModel.stream().filter(assumption -> !all.contains(assumption)).forEach(all::add);
        return all;
    }
}
