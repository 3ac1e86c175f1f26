package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.LATER;
import static dev.askdesk.starters.slack.SentBySlack.SELF;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.changed;
import static dev.askdesk.starters.slack.SentBySlack.click;
import static dev.askdesk.starters.slack.SentBySlack.command;
import static dev.askdesk.starters.slack.SentBySlack.deleted;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.mention;
import static dev.askdesk.starters.slack.SentBySlack.message;
import static dev.askdesk.starters.slack.SentBySlack.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.adapters.slack.Button.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackIntakeTest {
    private static final String ID = "ask/C1/" + TS;
    private static final Button BUTTON = new Button(ID, TS, "U1", "Databricks, Inc.");
    private static final String URL = "https://hooks.slack.com/actions/T0/1/x";

    private final RecordingConversations conversations = new RecordingConversations();
    private final RecordingSlack slack = new RecordingSlack();
    private final List<String> others = new ArrayList<>();
    private final Timings timings = new Timings();
    private final Intake intake = new Intake(
            SELF,
            new EventIntake(SELF, conversations, slack, timings, InstantSource.system()),
            new ClickIntake(
                    conversations,
                    slack,
                    (note, userId, helpful) -> others.add(note + " " + userId + " " + helpful),
                    timings),
            new CommandIntake(
                    SELF, (channel, userId, text, id) -> others.add(channel + " " + userId + " " + text + " " + id)),
            timings);

    @Test
    void question_beginsAConversation() {
        take(event(mention(TS, null, "<@U0APP> How much?")));
        assertThat(conversations.calls).containsExactly("say C1 " + TS + " " + TS + " U1: How much?");
        assertThat(timings.count()).isEqualTo(1);
    }

    @Test
    void replyInAnOpenThread_isHanded() {
        conversations.open.add(ID);
        take(event(message("C1", LATER, TS, "and in 2022?")));
        assertThat(conversations.calls).containsExactly("reply " + ID + " " + LATER + " U1: and in 2022?");
        assertThat(slack.calls).isEmpty();
    }

    @Test
    void replyInAThreadThatEnded_beginsItAnew() {
        conversations.closed.add(ID);
        take(event(message("C1", LATER, TS, "and in 2022?")));
        assertThat(conversations.calls).containsExactly("say C1 " + TS + " " + LATER + " U1: and in 2022?");
    }

    @Test
    void replyThatOvertakesItsQuestion_beginsTheConversation() {
        slack.roots.put(TS, new SlackSide.Root("<@U0APP> How much?", "U1", null));
        take(event(message("C1", LATER, TS, "and in 2022?")));
        assertThat(conversations.calls).containsExactly("say C1 " + TS + " " + LATER + " U1: and in 2022?");
    }

    @Test
    void replyToTheAppsOwnMessage_beginsAConversation() {
        slack.roots.put(TS, new SlackSide.Root("The digest", null, "B0APP"));
        take(event(message("C1", LATER, TS, "why?")));
        assertThat(conversations.calls).hasSize(1);
    }

    @Test
    void replyInAnotherThread_isIgnoredAndSlackIsAskedOnce() {
        slack.roots.put(TS, new SlackSide.Root("lunch?", "U1", null));
        take(event(message("C1", LATER, TS, "at noon")));
        take(event(message("C1", "1700000061.000200", TS, "fine")));
        assertThat(conversations.calls).isEmpty();
        assertThat(slack.calls).containsExactly("root C1 " + TS);
    }

    @Test
    void mentionInAThreadThatWasNotOurs_makesItOurs() {
        slack.roots.put(TS, new SlackSide.Root("lunch?", "U1", null));
        take(event(message("C1", LATER, TS, "at noon")));
        take(event(mention("1700000061.000200", TS, "<@U0APP> how much was it?")));
        take(event(message("C1", "1700000062.000200", TS, "and last year?")));
        assertThat(conversations.calls).hasSize(2);
    }

    @Test
    void slackDoesNotSay_isAskedAgainTheNextTime() {
        slack.away = true;
        take(event(message("C1", LATER, TS, "at noon")));
        slack.away = false;
        slack.roots.put(TS, new SlackSide.Root("<@U0APP> How much?", "U1", null));
        take(event(message("C1", "1700000061.000200", TS, "and in 2022?")));
        assertThat(conversations.calls).hasSize(1);
    }

    @Test
    void slackDoesNotSayOfAYoungThread_itIsToComeAgain() {
        slack.away = true;
        OurThreads threads = new OurThreads(SELF, slack, () -> Instant.ofEpochSecond(1_700_000_060));

        assertThatThrownBy(() -> threads.isOurs(new Heard.Thread("C1", TS)))
                .isInstanceOf(AskConversations.UnreachableException.class);
    }

    @Test
    void emptyMention_isHelpedOnceHoweverOftenItComes() {
        take(event(mention(TS, null, "<@U0APP>")));
        take(event(mention(TS, null, "<@U0APP>")));
        assertThat(slack.calls).singleElement().asString().startsWith("post C1 " + TS + " Ask me");
    }

    @Test
    void longMessage_isToldOnlyWhereTheAppTakesPart() {
        take(event(message("C1", LATER, TS, "a".repeat(4_001))));
        assertThat(slack.calls).isEmpty();
        conversations.open.add(ID);
        take(event(message("C1", LATER, TS, "a".repeat(4_001))));
        assertThat(slack.calls).singleElement().asString().contains("4001 characters; at most 4000");
        assertThat(conversations.calls).isEmpty();
    }

    @Test
    void serverIsAway_isNotSwallowed() {
        conversations.unreachable = true;
        assertThatThrownBy(() -> take(event(mention(TS, null, "<@U0APP> How much?"))))
                .isInstanceOf(AskConversations.UnreachableException.class);
    }

    @Test
    void stop_isTheAskersOwn() {
        conversations.open.add(ID);
        take(click(Action.STOP, BUTTON, "U2"));
        assertThat(conversations.calls).isEmpty();
        assertThat(slack.calls).containsExactly("respond " + URL + " " + Texts.NOT_YOURS);
        take(click(Action.STOP, BUTTON, "U1"));
        assertThat(conversations.calls).containsExactly("cancel " + ID + " " + TS);
    }

    @Test
    void option_isSaidByItsButtonsMessage() {
        conversations.open.add(ID);
        take(click(Action.OPTION, BUTTON, "U2"));
        take(click(Action.OPTION, BUTTON, "U1"));
        assertThat(conversations.calls)
                .containsExactly("reply " + ID + " choice/" + TS + "/1700000030.000100 U1: Databricks, Inc.");
    }

    @Test
    void optionOfAQuestionThatAnOptionLedTo_namesThatQuestion() {
        conversations.open.add(ID);
        String earlier = "choice/" + TS + "/1700000020.000100";
        take(click(Action.OPTION, new Button(ID, earlier, "U1", "2021"), "U1"));
        assertThat(conversations.calls)
                .containsExactly("reply " + ID + " choice/" + earlier + "/1700000030.000100 U1: 2021");
    }

    @Test
    void panels_areShownToWhoeverClicks() {
        conversations.open.add(ID);
        take(click(Action.SQL, BUTTON, "U2"));
        take(click(Action.EVIDENCE, BUTTON, "U2"));
        take(click(Action.ANSWER, BUTTON, "U2"));
        assertThat(conversations.calls)
                .containsExactly(
                        "show " + ID + " " + TS + " U2 SQL",
                        "show " + ID + " " + TS + " U2 EVIDENCE",
                        "show " + ID + " " + TS + " U2 ANSWER");
    }

    @Test
    void thumbs_areNoted() {
        conversations.open.add(ID);
        take(click(Action.DOWN, BUTTON, "U2"));
        assertThat(conversations.calls).containsExactly("rate " + ID + " " + TS + " U2 false null null");
        assertThat(slack.calls).containsExactly("respond " + URL + " " + Texts.NOTED);
    }

    @Test
    void clickOnAClosedConversation_isToldSo() {
        for (Action action : List.of(Action.STOP, Action.OPTION, Action.SQL, Action.UP)) {
            take(click(action, BUTTON, "U1"));
        }
        assertThat(conversations.calls).isEmpty();
        assertThat(slack.calls).hasSize(4).containsOnly("respond " + URL + " " + Texts.CLOSED);
    }

    @Test
    void buttonOfAnotherChannel_isRefused() {
        conversations.open.add("ask/C2/" + TS);
        for (String id : List.of("ask/C2/" + TS, "ask/cli/x", "triage/desk/1", "ask/C1/" + TS + "/x", "ask/C1/")) {
            conversations.open.add(id);
            take(click(Action.SQL, new Button(id, TS, "U1", null), "U1"));
        }
        assertThat(conversations.calls).isEmpty();
        assertThat(slack.calls).isEmpty();
    }

    @Test
    void buttonThatIsNotOurs_isIgnored() {
        ObjectNode foreign = click(Action.SQL, BUTTON, "U1");
        ((ObjectNode) foreign.path("actions").path(0)).put("value", "{}");
        assertThat(take(foreign)).isEqualTo(Ack.OK);
        ((ObjectNode) foreign.path("actions").path(0)).put("value", "plain");
        assertThat(take(foreign)).isEqualTo(Ack.OK);
        ((ObjectNode) foreign.path("actions").path(0)).put("action_id", "theirs");
        assertThat(take(foreign)).isEqualTo(Ack.OK);
        assertThat(conversations.calls).isEmpty();
    }

    @Test
    void wrong_opensAFormWhoseWordsAreARating() {
        conversations.open.add(ID);
        take(click(Action.WRONG, BUTTON, "U1"));
        assertThat(slack.calls).containsExactly("open 1.2.3 " + TS);
        assertThat(take(submission(BUTTON, "It is 12 million.", "SELECT 12"))).isEqualTo(Ack.OK);
        assertThat(conversations.calls)
                .containsExactly("rate " + ID + " " + TS + " U1 false It is 12 million. SELECT 12");
        assertThat(slack.calls).contains("whisper C1 " + TS + " U1 " + Texts.NOTED);
    }

    @Test
    void emptyCorrection_isAskedForAgain() {
        conversations.open.add(ID);
        assertThat(take(submission(BUTTON, "  ", "")).json()).contains("\"response_action\":\"errors\"");
        assertThat(conversations.calls).isEmpty();
    }

    @Test
    void noteIsRated_withoutAConversationOrAnAsker() {
        take(click(Action.NOTE_UP, new Button("triage/x", "desk/7/v1", "", null), "U5"));
        assertThat(others).containsExactly("desk/7/v1 U5 true");
    }

    @Test
    void command_isHelpedOrStarted() {
        assertThat(intake.take(Payload.of(command(""))).json()).contains("ephemeral", "Ask me");
        assertThat(intake.take(Payload.of(command("HELP"))).json()).contains("Ask me");
        assertThat(intake.take(Payload.of(command("x".repeat(4_001)))).json()).contains("4001 characters");
        assertThat(others).isEmpty();
        assertThat(intake.take(Payload.of(command("R&amp;D in <#C2|fund>?")))).isEqualTo(Ack.OK);
        assertThat(others).containsExactly("C9 U1 R&D in #fund? 1.2.cmd");
    }

    @Test
    void clicksAndCommandsOfAnotherWorkspaceOrApp_areIgnored() {
        conversations.open.add(ID);
        ObjectNode foreign = click(Action.UP, BUTTON, "U1");
        foreign.putObject("team").put("id", "T9");
        take(foreign);
        take(click(Action.UP, BUTTON, "U1").put("api_app_id", "A9"));
        intake.take(Payload.of(command("How?").replace("team_id=T0", "team_id=T9")));
        intake.take(Payload.of(command("How?").replace("%2Fask", "%2Fother")));
        assertThat(conversations.calls).isEmpty();
        assertThat(others).isEmpty();
    }

    @Test
    void replyThatIsEditedToMentionTheApp_isToldAsAnEdit_andThenAsAQuestion() {
        conversations.open.add(ID);
        take(event(changed(
                message("C1", LATER, TS, "how much in 2022?"),
                message("C1", LATER, TS, "<@U0APP> how much in 2023?"))));
        assertThat(conversations.calls)
                .containsExactly(
                        "edited " + ID + " " + LATER + " U1: how much in 2023?",
                        "say C1 " + TS + " " + LATER + " U1: how much in 2023?");
    }

    @Test
    void editThatOvertakesItsQuestion_isAsked() {
        whileYoung(edit("<@U0APP> how much in 2022?", "<@U0APP> how much in 2023?"));
        take(event(mention(TS, null, "<@U0APP> how much in 2022?")));
        assertThat(conversations.messages.get(0).text()).isEqualTo("how much in 2023?");
        assertThat(conversations.messages.get(0).messageId()).isEqualTo(TS);
    }

    @Test
    void editOfAnOldQuestionThatNobodyKnows_orOfAnotherThreadsReply_asksNothing() {
        take(edit("<@U0APP> how much in 2022?", "<@U0APP> how much in 2023?"));
        whileYoung(event(changed(message("C1", LATER, TS, "at noon"), message("C1", LATER, TS, "at one"))));
        assertThat(conversations.calls).isEmpty();
    }

    @Test
    void deletionThatOvertakesItsQuestion_isToComeAgain_whileTheQuestionMayCome() {
        ObjectNode deletion = event(deleted(message("C1", TS, null, "<@U0APP> How much?")));
        assertThatThrownBy(() -> whileYoung(deletion)).isInstanceOf(AskConversations.UnreachableException.class);
        assertThat(take(deletion)).isEqualTo(Ack.OK);
        assertThat(whileYoung(event(deleted(message("C1", LATER, TS, "at noon")))))
                .isEqualTo(Ack.OK);

        conversations.open.add(ID);
        assertThat(whileYoung(deletion)).isEqualTo(Ack.OK);
        assertThat(conversations.calls).containsExactly("deleted " + ID + " " + TS);
    }

    private static ObjectNode edit(String before, String after) {
        return event(changed(message("C1", TS, null, before), message("C1", TS, null, after)));
    }

    /** A minute after the messages were written. */
    private Ack whileYoung(ObjectNode payload) {
        return new EventIntake(SELF, conversations, slack, timings, () -> Instant.ofEpochSecond(1_700_000_060))
                .take(payload, 0);
    }

    private Ack take(JsonNode payload) {
        return intake.take(Payload.of(payload.toString()));
    }
}
