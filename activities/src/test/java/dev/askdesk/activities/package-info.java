/** Tests of what activities share. */
@NullMarked
package dev.askdesk.activities;

import org.jspecify.annotations.NullMarked;
