/** A warehouse of Databricks SQL for tests. */
@NullMarked
package dev.askdesk.databricksdouble;

import org.jspecify.annotations.NullMarked;
