/** Where runs of an evaluation are tracked. */
@NullMarked
package dev.askdesk.adapters.tracking;

import org.jspecify.annotations.NullMarked;
