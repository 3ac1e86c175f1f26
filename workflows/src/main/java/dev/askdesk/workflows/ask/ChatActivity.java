package dev.askdesk.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Ask does in a chat program. A question has one message of ours in its thread, its <em>place</em>: it shows how
 * far the question is, and ends as the reply. The place is found again by its key ({@code conversationId}, {@code
 * messageId}), so that it is made once whatever is killed.
 */
@ActivityInterface
public interface ChatActivity {

    /** Who the person is to the catalog, and whether they may ask here and now. */
    @ActivityMethod(name = "Authorize")
    Access authorize(AccessRequest request);

    /** Whether all who read along where the question was asked may see what its answer rests on. */
    @ActivityMethod(name = "FindAudience")
    Audience audience(AudienceRequest request);

    /**
     * Posts the question of a command, which begins a thread, once: where it was given, or, where the app is no member, in
     * the person's direct messages.
     */
    @ActivityMethod(name = "OpenThread")
    Opening open(OpenRequest request);

    /** Tells the person who gave a command why it is not taken. */
    @ActivityMethod(name = "RefuseCommand")
    void refuse(RefusalRequest request);

    /** Makes the question's place, unless it is there. */
    @ActivityMethod(name = "ShowProgress")
    Place begin(ProgressRequest request);

    /** Changes what the place shows. A step that was missed is not made up for. */
    @ActivityMethod(name = "UpdateProgress")
    void progress(ProgressRequest request);

    /** Turns the place into the reply; without a place, it is looked for, and made where there is none. */
    @ActivityMethod(name = "WriteReply")
    Place reply(ReplyRequest request);

    /** Takes the options off a clarifying question that was settled; one that is not there any more stays away. */
    @ActivityMethod(name = "SettleOptions")
    void settle(ReplyRequest request);

    /** Adds the rows and the chart as files, once, where an answer has more than its message can show. */
    @ActivityMethod(name = "AttachFiles")
    Attached attach(ReplyRequest request);

    /** Shows one person something about an answer, after a look at what they may see. */
    @ActivityMethod(name = "ShowPrivately")
    void show(PanelRequest request);

    /** Reminds the asker of a clarifying question, once. */
    @ActivityMethod(name = "Remind")
    void remind(ReminderRequest request);

    /** Takes the place of a question away that was deleted. */
    @ActivityMethod(name = "RemovePlace")
    void remove(ProgressRequest request);

    /** Takes all messages with a place's key away but the place: what a call made after it was given up. */
    @ActivityMethod(name = "TidyThread")
    void tidy(TidyRequest request);

    /**
     * @param commandId the key of the message
     * @param after time of the command, as the chat program counts time, before which the message cannot be there
     */
    record OpenRequest(String channel, String userId, String text, String commandId, String after) {}

    /** @param text one line for the person alone */
    record RefusalRequest(String channel, String userId, String text) {}

    /** A thread that was begun. */
    record Opening(String channel, String thread) {}

    /** @param counted whether the question counts towards the limits; else it is only held against them */
    record AccessRequest(String conversationId, UserMessage message, boolean counted) {}

    /**
     * @param roles of the catalog; none where the person is refused
     * @param refusal what the person is told; {@code null} where they may ask
     */
    record Access(List<String> roles, @Nullable String refusal) {
        public Access {
            roles = List.copyOf(roles);
        }
    }

    /**
     * @param message the question, with its asker and their roles
     * @param sql the statement whose rows the reply tells of; {@code null} where it tells of none, but may name tables,
     *     columns and values
     * @param guarded whether it may tell more than its rows, since it drew on what the asker alone was shown
     */
    record AudienceRequest(
            String conversationId,
            UserMessage message,
            @Nullable String sql,
            boolean guarded) {}

    /**
     * @param everybody whether the reply may be read by all; else by its asker alone
     * @param reason why not, for the Web UI; empty where it may
     */
    record Audience(boolean everybody, String reason) {
        public static final Audience EVERYBODY = new Audience(true, "");
    }

    /**
     * @param messageId of our message, as the chat program names it; {@code null} where none was made
     * @param again whether this was not the first try: one before it may still make another message
     */
    record Place(@Nullable String messageId, boolean again) {

        /** One that was made, or found, at the first try. */
        public Place(@Nullable String messageId) {
            this(messageId, false);
        }

        /** The same of a later try. */
        public Place madeAgain() {
            return new Place(messageId, true);
        }
    }

    /**
     * @param messageId the question: the key of its place
     * @param userId the asker
     * @param phase the machine's state by name
     * @param place {@code null} where it is not known
     * @param look whether it may be there although it is not known
     */
    record ProgressRequest(
            String conversationId,
            String messageId,
            String userId,
            String phase,
            @Nullable String place,
            boolean look) {}

    /**
     * @param messageId the key of the place
     * @param place the message that stays; {@code null} where none is to
     */
    record TidyRequest(
            String conversationId,
            String messageId,
            @Nullable String place) {}

    /**
     * @param messageId the message replied to: the key of the place
     * @param message the question, with its asker and their roles
     * @param place {@code null} where it is not known
     * @param everybody whether the reply may be read by all who read along; else its asker alone sees it
     */
    record ReplyRequest(
            String conversationId,
            String messageId,
            UserMessage message,
            Reply reply,
            @Nullable String place,
            boolean everybody) {}

    /** @param files names of the files that are there now; none where the message shows it all */
    record Attached(List<String> files) {
        public Attached {
            files = List.copyOf(files);
        }
    }

    /** What can be shown about an answer. */
    enum Panel {
        /** The whole reply. */
        ANSWER,
        /** Tables, assumptions, filters, as-of date. */
        EVIDENCE,
        SQL
    }

    /**
     * @param userId who wants to see it
     * @param turn the answered question; {@code null} where nobody remembers it
     */
    record PanelRequest(
            String conversationId,
            String userId,
            Panel panel,
            @Nullable Turn turn) {}

    /** @param until when the clarifying question expires, ISO 8601 */
    record ReminderRequest(String conversationId, String messageId, String userId, String until) {}
}
