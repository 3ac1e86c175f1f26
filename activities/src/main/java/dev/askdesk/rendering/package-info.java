/** Results and statements as people read them in a fixed width. */
@NullMarked
package dev.askdesk.rendering;

import org.jspecify.annotations.NullMarked;
