/** Which picture shows a result best, and the picture. */
@NullMarked
package dev.askdesk.charts;

import org.jspecify.annotations.NullMarked;
