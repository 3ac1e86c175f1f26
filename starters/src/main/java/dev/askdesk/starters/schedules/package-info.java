/** Temporal's schedules, by which Desk works without anybody asking. */
@NullMarked
package dev.askdesk.starters.schedules;

import org.jspecify.annotations.NullMarked;
