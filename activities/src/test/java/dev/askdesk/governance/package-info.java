@NullMarked
package dev.askdesk.governance;

import org.jspecify.annotations.NullMarked;
