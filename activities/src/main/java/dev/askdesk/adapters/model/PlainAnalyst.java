package dev.askdesk.adapters.model;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.wire.Usage;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The line to beat: what a model writes when it is shown every table and the question, and nothing else is done for it.
 * Its stronger form also sees some values of every text column, and its own errors as the engine words them.
 */
public final class PlainAnalyst {
    private static final Prompt PROMPT = Prompt.named("plain-v1");
    private static final int VALUES = 3;
    private static final int LONGEST_VALUE = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final ResponseFormat SQL = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("query")
                    .rootElement(JsonObjectSchema.builder()
                            .addStringProperty("sql")
                            .required("sql")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    private final ChatModel model;
    private final String modelName;
    private final String dialect;
    private final String schema;

    private PlainAnalyst(ChatModel model, String modelName, String dialect, String schema) {
        this.model = model;
        this.modelName = modelName;
        this.dialect = dialect;
        this.schema = schema;
    }

    /** A model behind an OpenAI-compatible endpoint. */
    public static PlainAnalyst at(ModelSettings settings, Warehouse warehouse, boolean sampled) {
        return on(warehouse, new OpenAiEndpoint(settings), settings.modelName(), sampled);
    }

    /** @param sampled whether the prompt has values of the columns */
    public static PlainAnalyst on(Warehouse warehouse, ChatModel model, String modelName, boolean sampled) {
        String schema = warehouse.tables().stream()
                .map(table -> createTable(table, sampled ? warehouse : null))
                .collect(Collectors.joining("\n"));
        return new PlainAnalyst(model, modelName, warehouse.dialect(), schema);
    }

    /** A statement that failed, and what the engine said. */
    public record Failed(String sql, String error) {}

    /** @param sql {@code null} where the reply holds none */
    public record Written(@Nullable String sql, Usage usage) {}

    public Written write(String question, LocalDate today, List<Failed> failed) {
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(UserMessage.from(PROMPT.with(Map.of(
                "dialect",
                Dialect.of(dialect).told(),
                "today",
                today.toString(),
                "schema",
                schema,
                "question",
                question))));
        for (Failed attempt : failed) {
            messages.add(AiMessage.from(attempt.sql()));
            messages.add(UserMessage.from("The query failed: " + attempt.error() + "\nWrite it again, corrected."));
        }
        ChatResponse response;
        try {
            response = model.chat(
                    ChatRequest.builder().messages(messages).responseFormat(SQL).build());
        } catch (RuntimeException failure) {
            throw ModelFailures.typed(failure);
        }
        String sql = ToolCallReader.read(response.aiMessage(), false) instanceof Decision.SqlQuery query
                ? query.sql()
                : null;
        return new Written(sql, PromptedAnalyst.usage(modelName, response));
    }

    private static String createTable(DatabaseTable table, @Nullable Warehouse values) {
        String columns = table.columns().stream()
                .map(column -> "  " + column.name() + " " + column.type() + ","
                        + (values == null ? "" : sample(values, table.name(), column.name(), column.type())))
                .collect(Collectors.joining("\n"));
        return "CREATE TABLE " + table.name() + " (\n" + columns + "\n);";
    }

    private static String sample(Warehouse warehouse, String table, String column, String type) {
        if (!type.toUpperCase(Locale.ROOT).matches("(?:VARCHAR|STRING|TEXT|CHAR).*")) {
            return "";
        }
        Dialect dialect = Dialect.of(warehouse.dialect());
        String name = dialect.quoted(column);
        String sql = "SELECT DISTINCT %s FROM %s WHERE %s IS NOT NULL ORDER BY 1 LIMIT %d"
                .formatted(name, dialect == Dialect.DUCKDB ? table : dialect.quotedParts(table), name, VALUES);
        try {
            String values = warehouse.query(sql, VALUES, PATIENCE).rows().stream()
                    .map(row -> Excerpts.oneLine(Objects.requireNonNullElse(row.get(0), ""), LONGEST_VALUE))
                    .collect(Collectors.joining(", "));
            return values.isEmpty() ? "" : " -- e.g. " + values;
        } catch (StatementException unreadable) {
            return "";
        }
    }
}
