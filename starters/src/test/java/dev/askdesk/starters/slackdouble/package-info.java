/** A workspace of Slack for tests. */
@NullMarked
package dev.askdesk.starters.slackdouble;

import org.jspecify.annotations.NullMarked;
