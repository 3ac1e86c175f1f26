package dev.askdesk.adapters.chat;

import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;

/** Port of the place where replies are read by people. */
public interface ChatChannel {
    /**
     * Delivers a reply, unless the channel already has one under the same conversation and message.
     *
     * @return whether it was there already
     */
    boolean deliver(PostRequest request);
}
