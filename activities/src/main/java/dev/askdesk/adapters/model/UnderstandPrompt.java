package dev.askdesk.adapters.model;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.langchain4j.data.message.ChatMessage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The chat in which a model is asked what to do about a question. */
final class UnderstandPrompt {
    private static final int REPLY_EXCERPT = 400;

    private final Prompt system;
    private final Prompt callAsJson;
    private final Structure structure;
    private final Catalog catalog;
    private final Dialect dialect;

    UnderstandPrompt(Structure structure, Catalog catalog, Prompts prompts) {
        this.system = Prompt.named("understand-" + prompts.understand());
        this.callAsJson = Prompt.named("call-as-json-" + prompts.understand());
        this.structure = structure;
        this.catalog = catalog;
        this.dialect = Dialect.of(catalog.dialect());
    }

    List<ChatMessage> messages(UnderstandRequest request) {
        Turns turns = new Turns(structure, system(request));
        for (Grounding.Example example : request.grounding().examples()) {
            turns.person(Data.between("question", example.question()));
            turns.call(Tools.SQL_QUERY, Map.of("sql", example.sql()), "That was right.");
        }
        request.history().forEach(exchange -> history(turns, exchange));
        turns.person(Data.between("question", request.message().text()));
        for (Exchange clarification : request.clarifications()) {
            turns.call(
                    Tools.ASK_USER,
                    Map.of("question", Data.clean(Objects.requireNonNullElse(clarification.replyText(), ""))),
                    Data.between("answer", clarification.userText()));
        }
        if (!request.attempts().isEmpty()) {
            turns.person("Earlier tries failed; avoid what they did.\n"
                    + Data.between("problems", problems(request.attempts())));
        }
        return turns.messages();
    }

    private String system(UnderstandRequest request) {
        Grounding grounding = request.grounding();
        LocalDate today = request.message().sentAt().atZone(ZoneOffset.UTC).toLocalDate();
        return system.with(Map.of(
                "dialect", dialect.told(),
                "about", Excerpts.oneLine(catalog.name() + ". " + catalog.description(), REPLY_EXCERPT),
                "today", today.toString(),
                "schema", Data.between("schema", grounding.schema()),
                "values", values(grounding.values()),
                "knowledge", knowledge(grounding),
                "rules", dialect.rules().stream().map(rule -> "- " + rule).collect(Collectors.joining("\n")),
                "form", structure == Structure.TOOLS ? "" : callAsJson.with(Map.of())));
    }

    private String values(List<Grounding.ValueMatch> matches) {
        if (matches.isEmpty()) {
            return "";
        }
        String lines = matches.stream()
                .map(match -> "\"%s\" is %s.%s = %s"
                        .formatted(match.mention(), match.table(), match.column(), dialect.text(match.value())))
                .collect(Collectors.joining("\n"));
        return Data.between("values", lines);
    }

    /** What an analyst knows about these tables, where the schema's text does not say it already. */
    private String knowledge(Grounding grounding) {
        Set<String> sentences = new LinkedHashSet<>(catalog.assumptions());
        for (String name : grounding.tables()) {
            catalog.table(name).ifPresent(table -> {
                sentences.addAll(table.caveats());
                table.defaultFilters().forEach(filter -> sentences.add(filter.assumption()));
            });
        }
        return sentences.stream()
                .filter(sentence -> !sentence.isBlank() && !grounding.schema().contains(sentence))
                .map(sentence -> "\n- " + Data.clean(sentence).strip())
                .collect(Collectors.joining());
    }

    private static void history(Turns turns, Exchange exchange) {
        turns.person(Data.between("question", exchange.userText()));
        String reply = Excerpts.cut(
                Data.clean(Objects.requireNonNullElse(exchange.replyText(), "")).strip(), REPLY_EXCERPT);
        if (exchange.sql() != null) {
            turns.call(Tools.SQL_QUERY, Map.of("sql", exchange.sql()), "The person was answered: " + reply);
        } else if (reply.endsWith("?")) {
            turns.call(Tools.ASK_USER, Map.of("question", reply), "The person was asked.");
        } else if (!reply.isEmpty()) {
            turns.call(Tools.DECLINE, Map.of("reason", reply), "The person was told.");
        }
    }

    /**
     * What went wrong, told beside the question as if it were asked for the first time: shown its own statement, a small
     * model writes it once more.
     */
    private static String problems(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> attempt.problem().message()
                        + (attempt.problem().hints().isEmpty()
                                ? ""
                                : " Perhaps: "
                                        + String.join("; ", attempt.problem().hints())))
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
