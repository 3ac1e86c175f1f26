package dev.askdesk.adapters.model;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.Pair;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages in the form of the model's own chat template. The template is filled with marks, and they with the texts: the
 * library's binding cuts the end off a filled template that has characters beyond the basic plane.
 */
final class GgufPrompt {
    private static final Pattern MARK = Pattern.compile("askdeskmark(\\d+)x");
    /** What chat templates use as control tokens; a text that has one must not end its own turn. */
    private static final Pattern CONTROL =
            Pattern.compile("<(?=\\||/?s>|(?:start|end)_of_turn>|\\uff5c)|\\[(?=/?INST\\])");

    private GgufPrompt() {}

    static String of(LlamaModel model, List<ChatMessage> messages) {
        List<String> texts = new ArrayList<>();
        List<Pair<String, String>> turns = new ArrayList<>();
        @Nullable String system = null;
        for (ChatMessage message : messages) {
            String mark = "askdeskmark" + texts.size() + "x";
            if (message instanceof SystemMessage first) {
                system = mark;
                texts.add(first.text());
            } else if (message instanceof AiMessage own) {
                turns.add(new Pair<>("assistant", mark));
                texts.add(Objects.requireNonNullElse(own.text(), ""));
            } else if (message instanceof UserMessage person) {
                turns.add(new Pair<>("user", mark));
                texts.add(person.singleText());
            }
        }
        String template = model.applyTemplate(
                new InferenceParameters("").setUseChatTemplate(true).setMessages(system, turns));
        return fill(template, texts);
    }

    static String fill(String template, List<String> texts) {
        return MARK.matcher(template)
                .replaceAll(mark -> Matcher.quoteReplacement(harmless(texts.get(Integer.parseInt(mark.group(1))))));
    }

    private static String harmless(String text) {
        return CONTROL.matcher(text).replaceAll("$0 ");
    }
}
