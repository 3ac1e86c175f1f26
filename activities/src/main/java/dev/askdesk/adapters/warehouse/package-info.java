/** Databases that hold the facts. */
@NullMarked
package dev.askdesk.adapters.warehouse;

import org.jspecify.annotations.NullMarked;
