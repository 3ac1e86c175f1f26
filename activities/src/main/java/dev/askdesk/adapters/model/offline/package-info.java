/** The offline model: a semantic parser driven by the catalog and the value dictionary alone. */
@NullMarked
package dev.askdesk.adapters.model.offline;

import org.jspecify.annotations.NullMarked;
