package dev.askdesk.adapters.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation in the form that the model is to continue: its own earlier turns are the calls that it is asked
 * for now. Roles alternate, since some chat templates refuse anything else.
 */
final class Turns {
    private static final JsonMapper JSON = new JsonMapper();

    private final boolean tools;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();

    Turns(Structure structure, String system) {
        this.tools = structure == Structure.TOOLS;
        messages.add(SystemMessage.from(system));
    }

    /** The person's side says this. */
    void person(String text) {
        if (said.length() > 0) {
            said.append("\n\n");
        }
        said.append(text);
    }

    /** The model called this tool, and this came of it. */
    void call(String tool, Map<String, String> arguments, String result) {
        flush();
        ObjectNode call = JSON.createObjectNode();
        if (!tools) {
            call.put("tool", tool);
        }
        arguments.forEach(call::put);
        if (!tools) {
            messages.add(AiMessage.from(call.toString()));
            person(result);
            return;
        }
        // Nine letters and digits: the only form of id that Mistral's template takes.
        String id = "call%05d".formatted(messages.size());
        ToolExecutionRequest request = ToolExecutionRequest.builder()
                .id(id)
                .name(tool)
                .arguments(call.toString())
                .build();
        messages.add(AiMessage.from(request));
        messages.add(ToolExecutionResultMessage.from(id, tool, result));
    }

    List<ChatMessage> messages() {
        flush();
        return List.copyOf(messages);
    }

    private void flush() {
        if (said.length() > 0) {
            messages.add(UserMessage.from(said.toString()));
            said.setLength(0);
        }
    }
}
