package dev.askdesk.adapters.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Map;

/** The three things that a model can do about a question, in the forms that providers take them. */
final class Tools {
    static final String SQL_QUERY = "sql_query";
    static final String ASK_USER = "ask_user";
    static final String DECLINE = "decline";

    private static final JsonArraySchema SENTENCES =
            JsonArraySchema.builder().items(new JsonStringSchema()).build();

    /** As tool specifications. */
    static final List<ToolSpecification> SPECIFICATIONS = List.of(
            tool(
                    SQL_QUERY,
                    "Run one read-only SQL query that answers the question.",
                    JsonObjectSchema.builder()
                            .addStringProperty("sql", "One SELECT statement.")
                            .addProperty("assumptions", SENTENCES)
                            .required("sql")),
            tool(
                    ASK_USER,
                    "Ask the person what they mean, when the question can be read in several ways.",
                    JsonObjectSchema.builder()
                            .addStringProperty("question", "The question to the person.")
                            .addProperty("options", SENTENCES)
                            .required("question")),
            tool(
                    DECLINE,
                    "Say that the tables do not hold what the question asks for.",
                    JsonObjectSchema.builder()
                            .addStringProperty("reason", "One sentence to the person.")
                            .required("reason")));

    /**
     * As one object with the arguments of every tool. Only the tool itself is required: a small model that has to fill
     * in the fields of the other tools too invents something for them, at length.
     */
    static final ResponseFormat ONE_OBJECT = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("call")
                    .rootElement(JsonObjectSchema.builder()
                            .addEnumProperty("tool", List.of(SQL_QUERY, ASK_USER, DECLINE))
                            .addStringProperty("sql")
                            .addProperty("assumptions", SENTENCES)
                            .addStringProperty("question")
                            .addProperty("options", SENTENCES)
                            .addStringProperty("reason")
                            .required("tool")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    /** A query and nothing else, for a repair: what is to be mended is a query, and asking back would mend nothing. */
    static final ResponseFormat ONE_QUERY = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("query")
                    .rootElement(JsonObjectSchema.builder()
                            .addEnumProperty("tool", List.of(SQL_QUERY))
                            .addStringProperty("sql")
                            .required("tool", "sql")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    private Tools() {}

    static Map<String, Object> asOpenAiWritesIt(ToolSpecification tool) {
        return Map.of(
                "type",
                "function",
                "function",
                Map.of(
                        "name",
                        tool.name(),
                        "description",
                        tool.description(),
                        "parameters",
                        JsonSchemaElementUtils.toMap(tool.parameters())));
    }

    private static ToolSpecification tool(String name, String description, JsonObjectSchema.Builder parameters) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters.build())
                .build();
    }
}
