/** Tests of the wire's format. */
@NullMarked
package dev.askdesk.workflows.wire;

import org.jspecify.annotations.NullMarked;
