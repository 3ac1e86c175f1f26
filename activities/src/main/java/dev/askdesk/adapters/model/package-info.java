/** Models: the offline one and any OpenAI-compatible endpoint. */
@NullMarked
package dev.askdesk.adapters.model;

import org.jspecify.annotations.NullMarked;
