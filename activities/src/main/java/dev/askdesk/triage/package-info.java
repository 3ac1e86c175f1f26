/** From a noisy ticket to a note that can be trusted: the chain of mails, the one sentence, the citations, the note. */
@NullMarked
package dev.askdesk.triage;

import org.jspecify.annotations.NullMarked;
