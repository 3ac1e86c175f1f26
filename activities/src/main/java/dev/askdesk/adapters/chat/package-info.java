/** Where replies are read by people. */
@NullMarked
package dev.askdesk.adapters.chat;

import org.jspecify.annotations.NullMarked;
