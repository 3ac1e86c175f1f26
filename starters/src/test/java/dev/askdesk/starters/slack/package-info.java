@NullMarked
package dev.askdesk.starters.slack;

import org.jspecify.annotations.NullMarked;
