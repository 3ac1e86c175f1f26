/** Tests of the evaluation's workflow. */
@NullMarked
package dev.askdesk.workflows.evaluation;

import org.jspecify.annotations.NullMarked;
