/** Where whole results are kept. */
@NullMarked
package dev.askdesk.adapters.results;

import org.jspecify.annotations.NullMarked;
