package dev.askdesk.adapters.model;

/** How a model is made to call one of its tools. What comes back is read the same way for all of them. */
public enum Structure {
    /** The provider's tool calls, with a call required. */
    TOOLS,
    /** {@code response_format} with a JSON schema, which servers of local models enforce token by token. */
    JSON_SCHEMA,
    /** An instruction in the prompt and nothing else: for endpoints that know neither of the others. */
    TEXT
}
