package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A conversation in a thread of several people, which a message of ours accompanies from its progress to its reply. */
class ChatThreadTest extends ChatThreadScene {

    @Test
    void question_hasOneMessage_thatEndsAsItsReply() {
        says("ann", ROOT, "How much?");

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(thread.shown).startsWith(ROOT + ": Understanding").endsWith(ROOT + ": Answer: It is 42.");
        assertThat(talk.turn(0).message().roles()).containsExactly("role of ann");
    }

    @Test
    void messageDeliveredTwice_isAnsweredOnce() {
        says("ann", ROOT, "How much?");
        says("ann", ROOT, "How much?");
        says("ann", "1001.1", "And now?");

        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(world.count("understand " + ROOT)).isEqualTo(1);
        assertThat(thread.messages).hasSize(2);
    }

    @Test
    void slowStep_isShown_andTheReplyComesLast() {
        says("ann", ROOT, "How much? " + Words.SLOW_WORDING);
        Talk.await("the step", () -> thread.shown.contains(ROOT + ": Interpreting"));
        world.gate.release();

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void strangersQuestion_isRefused_beforeAnythingIsLookedUp() {
        thread.strangers.add("eve");
        says("eve", ROOT, "How much?");

        awaitShown(ROOT, "Declined: Ask for access.");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void replyForOnePersonAlone_isShownToThem_andNoModelIsToldOfItForOthers() {
        thread.insiders.add("ann");
        says("ann", ROOT, "What do the founders earn?");
        awaitShown(ROOT, "for ann alone");
        Talk.await("the panel", () -> !thread.panels.isEmpty());
        assertThat(thread.panels).singleElement().satisfies(panel -> {
            assertThat(panel.userId()).isEqualTo("ann");
            assertThat(panel.panel()).isEqualTo(Panel.ANSWER);
        });

        says("bob", "1001.1", "And the others?");
        awaitShown("1001.1", "Answer: It is 42.");
        says("ann", "1002.1", "And in 2022?");
        awaitShown("1002.1", "for ann alone");
        assertThat(world.histories.get("1001.1")).isEmpty();
        assertThat(world.histories.get("1002.1")).hasSize(2);
    }

    @Test
    void messagesThatOvertookEachOther_areAnsweredInTheOrderOfTheirSending() {
        says("ann", "1001.1", "And in 2022?");
        says("ann", ROOT, "How much?");

        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(world.histories.get(ROOT)).isEmpty();
        assertThat(world.histories.get("1001.1")).hasSize(1);
    }

    @Test
    void panel_isShownToWhoeverWishesIt_withTheTurn() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().show(new ShowPanel(ROOT, "bob", Panel.SQL));
        talk.running().show(new ShowPanel("gone", "bob", Panel.SQL));

        Talk.await("two panels", () -> thread.panels.size() == 2);
        assertThat(thread.panels).filteredOn(panel -> panel.turn() == null).hasSize(1);
    }

    @Test
    void longConversation_goesOnInAnotherRun_withItsPlaces() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 1, false, 1);
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        says("ann", "1001.1", "And now?");
        awaitShown("1001.1", "Answer: It is 42.");

        assertThat(talk.runId()).isNotEqualTo(talk.firstRunId());
        assertThat(world.histories.get("1001.1")).hasSize(1);
    }

    @Test
    void command_beginsAThread_withItsQuestion() {
        assertThat(command("ann").conversationId()).isEqualTo("ask/C1/ours1");
        awaitShown("ours1", "Answer: It is 42.");
        assertThat(thread.at("cmd1")).isEqualTo("How much?");
    }

    @Test
    void followUpOfAPrivateAnswer_isHeldToMayTellOfIt() {
        thread.insiders.add("ann");
        says("ann", ROOT, "What do the founders earn?");
        awaitShown(ROOT, "for ann alone");
        says("ann", "1001.1", "And in 2022?");
        awaitShown("1001.1", "for ann alone");

        assertThat(thread.audiences)
                .extracting(ChatActivity.AudienceRequest::guarded)
                .containsExactly(false, true);
    }

    @Test
    void commandOfSomebodyWhoMayNotAsk_postsNothing_andIsRefusedPrivately() {
        thread.strangers.add("eve");

        assertThat(command("eve").conversationId()).isNull();
        assertThat(thread.messages).isEmpty();
        assertThat(thread.shown).containsExactly("to eve alone: Ask for access.");
    }
}
