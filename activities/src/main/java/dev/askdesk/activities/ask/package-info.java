/** One thin class per activity interface of Ask: record in, port called, record out. */
@NullMarked
package dev.askdesk.activities.ask;

import org.jspecify.annotations.NullMarked;
