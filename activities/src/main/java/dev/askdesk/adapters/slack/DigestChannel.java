package dev.askdesk.adapters.slack;

import dev.askdesk.workflows.triage.DigestActivity.Posting;

/**
 * Port of what takes digests of triage. Implementations retry nothing themselves, and throw {@link
 * dev.askdesk.adapters.OutsideException}.
 */
public interface DigestChannel {
    /** Whether a message with the posting's key is there. */
    boolean has(Posting posting);

    /** Posts one message that {@link #has} finds. Whoever calls has looked before. */
    void post(Posting posting);
}
