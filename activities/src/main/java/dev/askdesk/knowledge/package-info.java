/** How the wiki's pages are cut, and how what is found is ranked: plain code, whatever holds the index. */
@NullMarked
package dev.askdesk.knowledge;

import org.jspecify.annotations.NullMarked;
