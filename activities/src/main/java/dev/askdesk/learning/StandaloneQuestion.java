package dev.askdesk.learning;

import dev.askdesk.grounding.Words;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Turn;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A question so that it can be asked without its conversation. */
final class StandaloneQuestion {
    /** What the catalog asks back about a word that names several values. */
    private static final Pattern WHICH = Pattern.compile("Which “(.+?)” do you mean: (.+)\\?");

    private static final Pattern YEAR = Pattern.compile("\\b(?:19|20)\\d{2}\\b");

    private StandaloneQuestion() {}

    /** @throws NotAcceptable a person has to say it, since it follows other questions */
    static String of(FeedbackItem item) {
        Turn turn = item.rated().turn();
        String question = turn.message().text().strip();
        for (Exchange asked : turn.clarifications()) {
            question = clarified(question, Objects.requireNonNullElse(asked.replyText(), ""), asked.userText());
        }
        List<Exchange> history = item.rated().history();
        if (history.isEmpty()) {
            return question;
        }
        StringBuilder conversation = new StringBuilder();
        history.forEach(earlier ->
                conversation.append("\n  > ").append(earlier.userText().strip()));
        throw new NotAcceptable("The question belongs to a conversation and may not stand by itself: say it in full"
                + " with --question." + conversation + "\n  > " + question + "\nPerhaps: --question \""
                + suggestion(history.get(history.size() - 1).userText().strip(), question) + "\"");
    }

    /** The word that was asked about is replaced by what was meant; any other reply is added. */
    private static String clarified(String question, String askedBack, String reply) {
        Matcher which = WHICH.matcher(askedBack);
        if (which.find()) {
            List<String> meant = Stream.of(which.group(2).split(", | or "))
                    .filter(option -> (" " + Words.key(option) + " ").contains(" " + Words.key(reply) + " "))
                    .toList();
            String mention = which.group(1);
            if (meant.size() == 1 && question.contains(mention)) {
                return question.replace(mention, meant.get(0));
            }
        }
        return question + " (" + reply.strip() + ")";
    }

    /** "and in 2022?" after "How much in 2021?" is "How much in 2022?"; what else was meant, the steward knows. */
    private static String suggestion(String before, String followUp) {
        String whole = before.lines().findFirst().orElse("");
        Matcher year = YEAR.matcher(followUp);
        if (year.find() && YEAR.matcher(whole).results().count() == 1) {
            return YEAR.matcher(whole).replaceFirst(year.group());
        }
        return whole.replaceFirst("[?.!\\s]+$", "") + ", " + followUp;
    }
}
