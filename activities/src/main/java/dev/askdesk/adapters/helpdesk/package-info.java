/** Where tickets come from and private notes go. */
@NullMarked
package dev.askdesk.adapters.helpdesk;

import org.jspecify.annotations.NullMarked;
