/** Who may ask what in a chat program, and who may read the reply. */
@NullMarked
package dev.askdesk.governance;

import org.jspecify.annotations.NullMarked;
