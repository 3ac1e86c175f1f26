/** Learning from use: what people think of replies, what a steward makes of it, and what comes of that. */
@NullMarked
package dev.askdesk.learning;

import org.jspecify.annotations.NullMarked;
