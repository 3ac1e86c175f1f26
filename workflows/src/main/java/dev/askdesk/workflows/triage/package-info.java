/** Desk: new tickets of the helpdesk, each with a private note for IT staff. */
@NullMarked
package dev.askdesk.workflows.triage;

import org.jspecify.annotations.NullMarked;
