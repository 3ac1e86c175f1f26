/** Activities that keep the index of the wiki. */
@NullMarked
package dev.askdesk.activities.knowledge;

import org.jspecify.annotations.NullMarked;
