/** The outside world behind ports. */
@NullMarked
package dev.askdesk.adapters;

import org.jspecify.annotations.NullMarked;
