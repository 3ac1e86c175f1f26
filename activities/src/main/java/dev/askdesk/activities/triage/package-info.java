/** Activities of Desk. */
@NullMarked
package dev.askdesk.activities.triage;

import org.jspecify.annotations.NullMarked;
