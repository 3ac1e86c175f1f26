/** Events of Slack, turned into signals. */
@NullMarked
package dev.askdesk.starters.slack;

import org.jspecify.annotations.NullMarked;
