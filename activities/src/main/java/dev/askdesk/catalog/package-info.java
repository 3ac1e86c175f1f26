/** What an analyst knows about a database: the catalog, the values that words name, and the part a question needs. */
@NullMarked
package dev.askdesk.catalog;

import org.jspecify.annotations.NullMarked;
