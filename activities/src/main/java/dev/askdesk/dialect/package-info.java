/** How each engine's SQL differs from the form in which statements are checked: quotes, texts, types, rules for a model. */
@NullMarked
package dev.askdesk.dialect;

import org.jspecify.annotations.NullMarked;
