/** The command line. */
@NullMarked
package dev.askdesk.starters.cli;

import org.jspecify.annotations.NullMarked;
