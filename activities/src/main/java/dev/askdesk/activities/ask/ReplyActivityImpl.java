package dev.askdesk.activities.ask;

import dev.askdesk.adapters.chat.ChatChannel;
import dev.askdesk.workflows.ask.ReplyActivity;

/** Delivery to the channel. */
public final class ReplyActivityImpl implements ReplyActivity {
    private final ChatChannel channel;

    public ReplyActivityImpl(ChatChannel channel) {
        this.channel = channel;
    }

    @Override
    public Posted post(PostRequest request) {
        return new Posted(channel.deliver(request));
    }
}
