/** HTTP as every vendor's adapter speaks it. */
@NullMarked
package dev.askdesk.adapters.http;

import org.jspecify.annotations.NullMarked;
