/** From the words of a question to the tables, columns and values that they name. */
@NullMarked
package dev.askdesk.grounding;

import org.jspecify.annotations.NullMarked;
