package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.LATER;
import static dev.askdesk.starters.slack.SentBySlack.SELF;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.changed;
import static dev.askdesk.starters.slack.SentBySlack.deleted;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.json;
import static dev.askdesk.starters.slack.SentBySlack.mention;
import static dev.askdesk.starters.slack.SentBySlack.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.starters.slack.Heard.Called;
import dev.askdesk.starters.slack.Heard.Deleted;
import dev.askdesk.starters.slack.Heard.Edited;
import dev.askdesk.starters.slack.Heard.Nothing;
import dev.askdesk.starters.slack.Heard.PaneOpened;
import dev.askdesk.starters.slack.Heard.Replied;
import dev.askdesk.starters.slack.Heard.Said;
import dev.askdesk.starters.slack.Heard.TooLong;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackEventsTest {
    private static final Heard.Thread OWN = new Heard.Thread("C1", TS);

    @Test
    void mentionInAChannel_isSaidInAThreadOfItsOwn() {
        assertThat(heard(mention(TS, null, "<@U0APP> How much?")))
                .isEqualTo(new Said(
                        OWN, new UserMessage(TS, "U1", "How much?", Instant.parse("2023-11-14T22:13:20.000100Z"))));
    }

    @Test
    void mentionThatComesAsTwoEvents_isTakenOfOne() {
        assertThat(heard(message("C1", TS, null, "<@U0APP> How much?"))).isInstanceOf(Nothing.class);
        ObjectNode ofSeveral = message("G1", TS, null, "<@U0APP> How much?").put("channel_type", "mpim");
        assertThat(heard(ofSeveral)).isInstanceOf(Said.class);
    }

    @Test
    void mentionInAThread_belongsToThatThread() {
        assertThat(((Said) heard(mention(LATER, TS, "<@U0APP> and in 2022?"))).thread())
                .isEqualTo(OWN);
    }

    @Test
    void directMessage_isSaid() {
        Said said = (Said) heard(message("D1", TS, null, "How much?"));
        assertThat(said.thread()).isEqualTo(new Heard.Thread("D1", TS));
        assertThat(said.message().text()).isEqualTo("How much?");
        assertThat(heard(message("D1", LATER, TS, "and in 2022?"))).isInstanceOf(Said.class);
    }

    @Test
    void messageInAChannel_isNotSaidToTheApp() {
        assertThat(heard(message("C1", TS, null, "How much?"))).isInstanceOf(Nothing.class);
        assertThat(heard(message("G1", TS, null, "How much?").put("channel_type", "mpim")))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void replyInAThread_mayBeForTheApp() {
        assertThat(heard(message("C1", LATER, TS, "and in 2022?"))).isInstanceOfSatisfying(Replied.class, replied -> {
            assertThat(replied.thread()).isEqualTo(OWN);
            assertThat(replied.message().messageId()).isEqualTo(LATER);
        });
        assertThat(heard(message("C1", LATER, TS, "also here").put("subtype", "thread_broadcast")))
                .isInstanceOf(Replied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"thanks!", ":+1:", "<@U2> can you look?", "<!subteam^S1|@it> look"})
    void replyToSomebodyElse_isNotForTheApp(String text) {
        assertThat(heard(message("C1", LATER, TS, text))).isInstanceOf(Nothing.class);
    }

    @Test
    void pleasantryInADirectMessage_asksNothing() {
        assertThat(heard(message("D1", LATER, null, "thanks!"))).isInstanceOf(Nothing.class);
    }

    @Test
    void messageWithAFile_isSaid() {
        assertThat(heard(message("D1", TS, null, "How much?").put("subtype", "file_share")))
                .isInstanceOf(Said.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'bot_id':'B9'}",
                "{'bot_profile':{'id':'B9'}}",
                "{'app_id':'A9'}",
                "{'user':'U0APP'}",
                "{'user':'USLACKBOT'}",
                "{'user':''}",
                "{'user':'../x'}",
                "{'subtype':'bot_message'}",
                "{'subtype':'channel_join'}",
                "{'subtype':'channel_topic'}",
                "{'subtype':'me_message'}",
                "{'subtype':'message_replied'}",
                "{'subtype':'reminder_add'}",
                "{'subtype':'tombstone'}",
                "{'subtype':'of tomorrow'}",
                "{'hidden':true}",
                "{'ts':'now'}",
                "{'ts':''}",
                "{'thread_ts':'a/b'}",
                "{'channel':'../C1'}",
                "{'channel':''}"
            })
    void whatNoPersonWrote_isIgnored(String fields) {
        for (ObjectNode written :
                new ObjectNode[] {mention(TS, null, "<@U0APP> How much?"), message("D1", TS, null, "How?")}) {
            assertThat(heard((ObjectNode) written.setAll(json(fields)))).isInstanceOf(Nothing.class);
        }
    }

    @Test
    void emptyMention_callsForHelpOnce() {
        assertThat(heard(mention(TS, null, "<@U0APP>"))).isEqualTo(new Called(OWN, TS));
        assertThat(heard(message("C1", TS, null, " <@U0APP> "))).isInstanceOf(Nothing.class);
        assertThat(heard(message("D1", TS, null, ""))).isInstanceOf(Called.class);
    }

    @Test
    void longMessage_isToldOfOnce() {
        String longText = "a".repeat(4_001);
        assertThat(heard(mention(TS, null, "<@U0APP> " + "a".repeat(4_000)))).isInstanceOf(Said.class);
        assertThat(heard(mention(TS, null, "<@U0APP> " + longText))).isEqualTo(new TooLong(OWN, TS, "U1", 4_001, true));
        assertThat(heard(message("C1", TS, null, "<@U0APP> " + longText))).isInstanceOf(Nothing.class);
        assertThat(heard(message("C1", LATER, TS, longText))).isEqualTo(new TooLong(OWN, LATER, "U1", 4_001, false));
    }

    @Test
    void rewrittenQuestion_isEdited() {
        ObjectNode before = message("C1", TS, null, "<@U0APP> How much in 2022?");
        ObjectNode after = message("C1", TS, TS, "<@U0APP> How much in 2023?");
        assertThat(heard(changed(before, after))).isInstanceOfSatisfying(Edited.class, edited -> assertThat(
                        edited.message().text())
                .isEqualTo("How much in 2023?"));
    }

    @Test
    void previewOfALink_isNoEdit() {
        ObjectNode before = message("D1", TS, null, "see <http://x.com>");
        ObjectNode after = before.deepCopy();
        after.putArray("attachments").addObject().put("title", "X");
        assertThat(heard(changed(before, after))).isInstanceOf(Nothing.class);
        ObjectNode alone = changed(before, message("D1", TS, null, "other"));
        alone.remove("previous_message");
        assertThat(heard(alone)).isInstanceOf(Nothing.class);
    }

    @Test
    void editThatMentionsTheAppNow_isNewlyAddressed() {
        ObjectNode before = message("C1", TS, null, "How much?");
        assertThat(heard(changed(before, message("C1", TS, null, "<@U0APP> How much?"))))
                .isInstanceOfSatisfying(Edited.class, edited -> assertThat(edited.addressed() && edited.newly())
                        .isTrue());
    }

    @Test
    void editOfAReply_isAddressedOnlyWhereItMentionsTheApp() {
        ObjectNode before = message("C1", LATER, TS, "and in 2021?");
        assertThat(heard(changed(before, message("C1", LATER, TS, "and in 2022?"))))
                .isInstanceOfSatisfying(Edited.class, edited -> assertThat(edited.addressed() || edited.newly())
                        .isFalse());
    }

    @Test
    void editOfWhatWasNotSaidToTheApp_isIgnored() {
        assertThat(heard(changed(message("C1", TS, null, "a"), message("C1", TS, null, "b"))))
                .isInstanceOf(Nothing.class);
        ObjectNode ours = message("D1", TS, null, "Looking …").put("bot_id", "B0APP");
        assertThat(heard(changed(ours, ours.deepCopy().put("text", "42")))).isInstanceOf(Nothing.class);
    }

    @Test
    void deletedMessage_isDeleted() {
        assertThat(heard(deleted(message("C1", LATER, TS, "and in 2022?")))).isEqualTo(new Deleted(OWN, LATER, false));
        assertThat(heard(deleted(message("C1", TS, null, "<@U0APP> How much?"))))
                .isEqualTo(new Deleted(OWN, TS, true));
        assertThat(heard(deleted(message("D1", TS, null, "How much?")))).isInstanceOf(Deleted.class);
    }

    @Test
    void questionWithReplies_isDeletedAsATombstone() {
        ObjectNode before = message("C1", TS, TS, "<@U0APP> How much?");
        ObjectNode tombstone = message("C1", TS, TS, "This message was deleted.")
                .put("subtype", "tombstone")
                .put("user", "USLACKBOT");
        assertThat(heard(changed(before, tombstone))).isEqualTo(new Deleted(OWN, TS, true));
    }

    @Test
    void deletionOfWhatWasNotSaidToTheApp_isIgnored() {
        assertThat(heard(deleted(message("C1", TS, null, "lunch?")))).isInstanceOf(Nothing.class);
        assertThat(heard(deleted(message("C1", LATER, TS, "42").put("bot_id", "B0APP"))))
                .isInstanceOf(Nothing.class);
        ObjectNode unknown = deleted(message("C1", LATER, TS, "a"));
        unknown.remove("previous_message");
        assertThat(heard(unknown)).isInstanceOf(Nothing.class);
    }

    @Test
    void openedPane_isGreeted() {
        ObjectNode pane = json("{'type':'assistant_thread_started','assistant_thread':{'user_id':'U1','context':{},"
                + "'channel_id':'D1','thread_ts':'" + TS + "'},'event_ts':'1.2'}");
        assertThat(heard(pane)).isEqualTo(new PaneOpened(new Heard.Thread("D1", TS)));
    }

    @Test
    void eventOfAnotherWorkspaceOrApp_isIgnored() {
        ObjectNode question = mention(TS, null, "<@U0APP> How much?");
        ObjectNode foreignApp = event(question).put("api_app_id", "A9");
        ObjectNode foreignTeam = event(question).put("team_id", "T9");
        assertThat(new EventTranslation(SELF).heard(foreignApp)).isInstanceOf(Nothing.class);
        // A channel that is shared with T9: Slack says beside that the event is for us.
        assertThat(new EventTranslation(SELF).heard(foreignTeam)).isInstanceOf(Said.class);
        foreignTeam.remove("authorizations");
        assertThat(new EventTranslation(SELF).heard(foreignTeam)).isInstanceOf(Nothing.class);
    }

    @Test
    void otherEvents_areIgnored() {
        assertThat(heard(json("{'type':'reaction_added','user':'U1'}"))).isInstanceOf(Nothing.class);
        assertThat(heard(json("{}"))).isInstanceOf(Nothing.class);
    }

    private static Heard heard(ObjectNode inner) {
        return new EventTranslation(SELF).heard(event(inner));
    }
}
