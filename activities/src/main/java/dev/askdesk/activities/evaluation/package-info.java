/** What the evaluation workflow calls: cases are read, measured and written down. */
@NullMarked
package dev.askdesk.activities.evaluation;

import org.jspecify.annotations.NullMarked;
