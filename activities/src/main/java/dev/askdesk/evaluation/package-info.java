/** How good answers are: data sets, measures of a case, totals with their uncertainty, comparisons. */
@NullMarked
package dev.askdesk.evaluation;

import org.jspecify.annotations.NullMarked;
