/** The firm's wiki, kept in an index that can be searched. */
@NullMarked
package dev.askdesk.workflows.knowledge;

import org.jspecify.annotations.NullMarked;
