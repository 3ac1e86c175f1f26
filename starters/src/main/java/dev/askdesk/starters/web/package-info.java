/** The one HTTP server. */
@NullMarked
package dev.askdesk.starters.web;

import org.jspecify.annotations.NullMarked;
