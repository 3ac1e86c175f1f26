/** Evaluation: a data set put to Ask, a conversation for each case, and each measured once. */
@NullMarked
package dev.askdesk.workflows.evaluation;

import org.jspecify.annotations.NullMarked;
