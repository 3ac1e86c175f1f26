/** Rules of the durable code as a whole. */
@NullMarked
package dev.askdesk.workflows;

import org.jspecify.annotations.NullMarked;
