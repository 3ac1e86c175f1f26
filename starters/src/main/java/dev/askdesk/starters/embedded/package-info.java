/** A Temporal server and a worker inside this JVM, for asking with nothing installed. */
@NullMarked
package dev.askdesk.starters.embedded;

import org.jspecify.annotations.NullMarked;
