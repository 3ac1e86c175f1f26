package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Grounding.Ambiguity;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The question is being read: by the catalog first, then by the model, which must call one of its tools. */
public record Understanding(Question question) implements Phase {

    @Override
    public Phase next(Steps steps) {
        Grounding grounding = steps.ground(question);
        Phase refused = refused(grounding);
        if (refused != null) {
            return refused;
        }
        Ambiguity ambiguity = grounding.ambiguity();
        if (ambiguity != null && question.mayAskBack()) {
            return new Clarifying(
                    question, new Reply.ClarifyingQuestion(whichOne(ambiguity), ambiguity.options(), question.usage()));
        }
        String verified = grounding.verifiedSql();
        if (verified != null && question.attempts().isEmpty()) {
            return new Executing(question, verified, assumptions(grounding, verified, List.of()), true, 0, 0);
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

    /** For lack of rights; in the asker's own words, which tell nothing of what is called how. */
    private @Nullable Phase refused(Grounding grounding) {
        String refusal = null;
        if (grounding.tables().isEmpty()) {
            refusal = "You have no access to this data; ask its owner for a role.";
        } else if (!grounding.withheld().isEmpty()
                && grounding.verifiedSql() == null
                && grounding.unknown().isEmpty()) {
            refusal = "You may not see what the data says about “" + String.join("”, “", grounding.withheld())
                    + "”. Ask the owner of the data for a role.";
        }
        return refusal == null ? null : new Finished(question, new Reply.Declined(refusal, question.usage()));
    }

    private static Phase decided(Question question, Grounding grounding, Understood understood) {
        Decision decision = understood.decision();
        Problem omission = understood.omission();
        if (decision instanceof Decision.SqlQuery query && omission != null) {
            return QuestionMachine.repair(question, query.sql(), omission);
        }
        if (decision instanceof Decision.SqlQuery query) {
            return new Executing(
                    question, query.sql(), assumptions(grounding, query.sql(), query.assumptions()), false, 0, 0);
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

    /** What is taken for granted: by the values of the tables that the statement names, then by the model. */
    static List<String> assumptions(Grounding grounding, String sql, List<String> ofModel) {
        return Stream.concat(
                        grounding.values().stream()
                                .filter(value -> isNamed(value.table(), sql))
                                .map(ValueMatch::assumption)
                                .filter(Objects::nonNull)
                                .map(String::valueOf),
                        ofModel.stream())
                .distinct()
                .toList();
    }

    private static boolean isNamed(String table, String sql) {
        String name = table.substring(table.lastIndexOf('.') + 1);
        return Pattern.compile("(?iU)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)")
                .matcher(sql)
                .find();
    }
}
