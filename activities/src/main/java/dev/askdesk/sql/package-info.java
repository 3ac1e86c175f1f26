/** SQL as text: the guard that admits it and the typing of what is wrong with it. */
@NullMarked
package dev.askdesk.sql;

import org.jspecify.annotations.NullMarked;
