/** Ask: a question about the fund, answered in a conversation by a state machine of durable steps. */
@NullMarked
package dev.askdesk.workflows.ask;

import org.jspecify.annotations.NullMarked;
