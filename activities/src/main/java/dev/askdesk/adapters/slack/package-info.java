/** Slack: what is posted, and who people are. */
@NullMarked
package dev.askdesk.adapters.slack;

import org.jspecify.annotations.NullMarked;
