package dev.askdesk.activities.ask;

import dev.askdesk.adapters.slack.SlackReplies;
import dev.askdesk.governance.ChatAccess;
import dev.askdesk.workflows.ask.ChatActivity;
import io.temporal.activity.Activity;

/** Ask in Slack. */
public final class ChatActivityImpl implements ChatActivity {
    private final ChatAccess access;
    private final SlackReplies replies;

    public ChatActivityImpl(ChatAccess access, SlackReplies replies) {
        this.access = access;
        this.replies = replies;
    }

    @Override
    public Access authorize(AccessRequest request) {
        return access.authorize(request);
    }

    @Override
    public Audience audience(AudienceRequest request) {
        return access.audience(request);
    }

    @Override
    public Opening open(OpenRequest request) {
        return replies.open(request, isRetry());
    }

    @Override
    public void refuse(RefusalRequest request) {
        replies.refuse(request);
    }

    @Override
    public Place begin(ProgressRequest request) {
        return replies.begin(request, request.look() || isRetry());
    }

    @Override
    public void progress(ProgressRequest request) {
        replies.progress(request);
    }

    @Override
    public Place reply(ReplyRequest request) {
        Place place = replies.reply(request);
        return isRetry() ? place.madeAgain() : place;
    }

    @Override
    public void settle(ReplyRequest request) {
        replies.settle(request);
    }

    @Override
    public Attached attach(ReplyRequest request) {
        return replies.attach(request, isRetry());
    }

    @Override
    public void show(PanelRequest request) {
        replies.show(request);
    }

    @Override
    public void remind(ReminderRequest request) {
        replies.remind(request, isRetry());
    }

    @Override
    public void remove(ProgressRequest request) {
        replies.remove(request);
    }

    @Override
    public void tidy(TidyRequest request) {
        replies.tidy(request);
    }

    /** Whether an earlier try may have done its work, and only its answer was lost. */
    private static boolean isRetry() {
        return Activity.getExecutionContext().getInfo().getAttempt() > 1;
    }
}
