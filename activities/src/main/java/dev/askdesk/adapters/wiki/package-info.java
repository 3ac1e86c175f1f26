/** Where the firm writes down how things are done. */
@NullMarked
package dev.askdesk.adapters.wiki;

import org.jspecify.annotations.NullMarked;
