package dev.askdesk.workflows.ask;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Which of its tools the model called. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "tool")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.SqlQuery.class, name = "sql_query"),
    @JsonSubTypes.Type(value = Decision.AskUser.class, name = "ask_user"),
    @JsonSubTypes.Type(value = Decision.Decline.class, name = "decline"),
    @JsonSubTypes.Type(value = Decision.Unreadable.class, name = "unreadable")
})
public sealed interface Decision {
    /**
     * Run this.
     *
     * @param sql one statement in the warehouse's dialect
     * @param assumptions what the model took for granted, a sentence each
     */
    record SqlQuery(String sql, List<String> assumptions) implements Decision {
        public SqlQuery {
            assumptions = List.copyOf(assumptions);
        }
    }

    /**
     * Ask the person.
     *
     * @param options possible replies; empty where they cannot be listed
     */
    record AskUser(String question, List<String> options) implements Decision {
        public AskUser {
            options = List.copyOf(options);
        }
    }

    /** The data cannot answer this. */
    record Decline(String reason) implements Decision {}

    /** No tool was called, or none that can be read; the problem says what came instead. */
    record Unreadable(Problem problem) implements Decision {}
}
