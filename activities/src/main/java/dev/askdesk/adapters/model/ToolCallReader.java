package dev.askdesk.adapters.model;

import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Problem;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads which tool a model called from whatever it wrote: real tool calls, the same as JSON in text with or without
 * tags and fences around it, or plain SQL. The first call that can be read counts. What it reads is data: nothing in it
 * is run or resolved here, and no string makes it throw.
 */
public final class ToolCallReader {
    /** More than any call needs; a runaway reply is not searched to its end. */
    private static final int LONGEST_READ = 16_000;

    private static final int EXCERPT = 240;

    private ToolCallReader() {}

    /** @param cutOff whether the reply ended because it reached the cap on output tokens */
    public static Decision read(AiMessage reply, boolean cutOff) {
        for (ToolExecutionRequest call : reply.toolExecutionRequests()) {
            Optional<Decision> decision = JsonCalls.call(call.name(), head(call.arguments()));
            if (decision.isPresent()) {
                return decision.get();
            }
        }
        String text = reply.text() == null ? "" : reply.text();
        Optional<Decision> decision = inText(text, cutOff);
        if (decision.isPresent()) {
            return decision.get();
        }
        if (text.isBlank() && reply.hasToolExecutionRequests()) {
            ToolExecutionRequest call = reply.toolExecutionRequests().get(0);
            text = call.name() + "(" + call.arguments() + ")";
        }
        return unreadable(text, cutOff);
    }

    /** Reads a reply that is text alone. */
    public static Decision read(@Nullable String text, boolean cutOff) {
        String reply = text == null ? "" : text;
        return inText(reply, cutOff).orElseGet(() -> unreadable(reply, cutOff));
    }

    private static Optional<Decision> inText(String reply, boolean cutOff) {
        String text = head(AnswerText.withoutThoughts(reply));
        Optional<Decision> decision = JsonCalls.first(text);
        if (decision.isEmpty()) {
            decision = SqlText.call(text);
        }
        // SQL that simply stops may be half a statement which still runs, with another meaning.
        return decision.isPresent() ? decision : SqlText.bare(text, !cutOff && text.length() < LONGEST_READ);
    }

    private static String head(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() > LONGEST_READ ? text.substring(0, LONGEST_READ) : text;
    }

    private static Decision unreadable(String reply, boolean cutOff) {
        String said = Excerpts.oneLine(reply, EXCERPT);
        String message;
        if (cutOff) {
            message = "The reply was cut off at the limit of output tokens before a call was complete: " + said;
        } else if (said.isEmpty()) {
            message = "The reply was empty.";
        } else {
            message = "No call of a tool can be read in the reply: " + said;
        }
        return new Decision.Unreadable(Problem.of(Problem.Kind.UNREADABLE_REPLY, Excerpts.cut(message, 300)));
    }
}
