/** What every application's workflows and activities share on the wire: failure types and their policies. */
@NullMarked
package dev.askdesk.workflows.wire;

import org.jspecify.annotations.NullMarked;
