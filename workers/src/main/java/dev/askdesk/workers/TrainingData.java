package dev.askdesk.workers;

import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.learning.FeedbackItem;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.learning.PersonNames;
import dev.askdesk.learning.TrainingExample;
import dev.askdesk.learning.TrainingSplit;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Accepted turns as examples, with the very prompts that the product sends. */
public final class TrainingData {
    /** A catalog marks no column as one of persons' names, so its name has to tell, or its table's. */
    private static final Pattern PERSON = Pattern.compile(
            "(?i)(?:^|_)(?:full|first|middle|last|sur|family|given|maiden|display|contact|person|employee|staff|user|member"
                    + "|author|partner|manager|director|officer|c[efto]o|founder|chair\\w*|owner|analyst|assistant|client"
                    + "|customer|patient|student|teacher|applicant|candidate|signatory)_?name$|^name_of_person$"
                    + "|^(?:ceo|cfo|cto|coo|founder|chair(?:man|woman|person)|contact_person|signatory)$");

    private static final Pattern PERSONS = Pattern.compile(
            "(?i)(?:^|[._])(?:staff|people|persons?|employees?|users?|contacts?|members?|customers?|clients?|patients?"
                    + "|students?|teachers?|authors?)$");
    private static final int MOST_NAMES = 50_000;

    private final List<TrainingExample> examples = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private TrainingData() {}

    public List<TrainingExample> examples() {
        return examples;
    }

    /** Names of persons that the database knows. */
    public PersonNames names() {
        return new PersonNames(names);
    }

    /** Of the accepted turns about the database that the settings name. */
    public static TrainingData of(Settings settings) {
        TrainingData data = new TrainingData();
        Catalog catalog = Databases.catalog(settings);
        try (Warehouse warehouse = Databases.open(settings)) {
            data.readNames(catalog, warehouse);
            Grounder grounder =
                    new Grounder(catalog, ValueDictionary.build(catalog, warehouse), AskWorkers.SCHEMA_TOKENS);
            for (FeedbackItem item : new FeedbackStore(settings.feedback(), settings.verified()).list()) {
                Accepted accepted = item.accepted();
                if (accepted != null && item.database().equals(catalog.name())) {
                    data.add(item, accepted, grounder, settings);
                }
            }
        }
        return data;
    }

    private void readNames(Catalog catalog, Warehouse warehouse) {
        for (Catalog.Table table : catalog.tables()) {
            for (Catalog.Column column : table.columns()) {
                boolean named = PERSON.matcher(column.name()).find();
                boolean ofPersons = column.name().equalsIgnoreCase("name")
                        && PERSONS.matcher(table.name()).find();
                if (named || ofPersons) {
                    String sql = "SELECT DISTINCT \"%s\" FROM %s WHERE \"%s\" IS NOT NULL"
                            .formatted(column.name(), table.name(), column.name());
                    try {
                        warehouse
                                .query(sql, MOST_NAMES, Duration.ofSeconds(30))
                                .rows()
                                .forEach(row -> names.add(String.valueOf(row.get(0))));
                    } catch (StatementException gone) {
                        throw new SettingsException("The names of persons cannot be read from " + table.name() + "."
                                + column.name() + ", so nothing is exported: "
                                + gone.problem().message());
                    }
                }
            }
        }
    }

    private void add(FeedbackItem item, Accepted accepted, Grounder grounder, Settings settings) {
        UserMessage message = new UserMessage(
                item.id(),
                "user",
                accepted.question(),
                item.rated().turn().message().sentAt());
        Grounding grounding = grounder.ground(new GroundRequest(message, List.of(), List.of()));
        List<String> prompt = PromptedAnalyst.prompt(
                new UnderstandRequest(message, List.of(), List.of(), grounding, List.of(), 0),
                grounder.catalog(),
                settings.prompts());
        List<String> keys = List.of(
                "conversation " + item.rated().conversationId(),
                "form " + TrainingSplit.form(accepted.sql()),
                "question " + accepted.question().toLowerCase(Locale.ROOT));
        examples.add(new TrainingExample(
                "sql", keys, accepted.question(), prompt.get(0), prompt.get(1), accepted.sql(), null, List.of()));
        if (accepted.answer() != null && item.rated().turn().reply() instanceof Reply.Answer answer) {
            List<String> words = PromptedAnalyst.prompt(
                    new InterpretRequest(
                            accepted.question(),
                            accepted.sql(),
                            answer.evidence().assumptions(),
                            answer.preview(),
                            answer.evidence().rowCount(),
                            answer.evidence().truncated(),
                            answer.evidence().asOf(),
                            List.of(),
                            message),
                    settings.prompts());
            examples.add(new TrainingExample(
                    "answers",
                    keys,
                    accepted.question(),
                    words.get(0),
                    words.get(1),
                    null,
                    accepted.answer(),
                    List.of()));
        }
    }
}
