/** The index of the wiki's passages, and the embeddings that it is searched by. */
@NullMarked
package dev.askdesk.adapters.retrieval;

import org.jspecify.annotations.NullMarked;
