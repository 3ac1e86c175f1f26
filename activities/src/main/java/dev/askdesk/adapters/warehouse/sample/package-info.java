/** A made-up venture firm's database, for trying Askdesk without a warehouse of one's own. */
@NullMarked
package dev.askdesk.adapters.warehouse.sample;

import org.jspecify.annotations.NullMarked;
