/** Worker processes: settings, wiring, shutdown. */
@NullMarked
package dev.askdesk.workers;

import org.jspecify.annotations.NullMarked;
