/** What activities of all applications share. */
@NullMarked
package dev.askdesk.activities;

import org.jspecify.annotations.NullMarked;
