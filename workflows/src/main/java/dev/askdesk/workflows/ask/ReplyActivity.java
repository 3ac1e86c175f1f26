package dev.askdesk.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Delivers a reply to the conversation's channel, for callers who do not wait for it. */
@ActivityInterface
public interface ReplyActivity {

    /** Delivers once: a reply to the same message that the channel already has is left as it is. */
    @ActivityMethod(name = "PostReply")
    Posted post(PostRequest request);

    /**
     * @param conversationId the workflow's id, which names channel and thread
     * @param messageId the message replied to; with the conversation it is the key that makes delivery happen once
     */
    record PostRequest(String conversationId, String messageId, Reply reply) {}

    /** @param alreadyThere whether an earlier attempt had delivered it */
    record Posted(boolean alreadyThere) {}
}
