package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.function.Consumer;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;

/**
 * A place where a statement reads a catalogued table.
 *
 * @param node as it stands in the tree
 * @param replace puts something else in its place
 */
record TableUse(Table node, Catalog.Table table, Consumer<FromItem> replace) {}
