@NullMarked
package dev.askdesk.starters.databricks;

import org.jspecify.annotations.NullMarked;
