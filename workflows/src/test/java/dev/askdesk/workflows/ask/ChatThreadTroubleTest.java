package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A thread whose chat program fails or is late, or whose conversation is cancelled. */
class ChatThreadTroubleTest extends ChatThreadScene {

    @Test
    void placeWhoseMakingFailed_isFoundAgain_andMadeOnce() {
        thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        thread.failures.add(FailureType.CHANNEL_RATE_LIMITED);
        says("ann", ROOT, "How much?");

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void modelThatFails_endsInTheSamePlace() {
        says("ann", ROOT, Words.MODEL_FAILS + "MODEL_CREDENTIALS");

        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed"));
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void cancelledConversation_endsItsWaitingQuestionWithAReply() {
        askedBack();
        talk.untyped().cancel();

        Talk.await("the end", () -> thread.at(ROOT + "/cancelled") != null);
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
    }

    @Test
    void filesThatCannotBeAttached_holdNobodyUp() {
        thread.failing.add("attach");
        says("ann", ROOT, "How much? many rows");
        awaitShown(ROOT, "Answer: It is 42.");
        says("bob", "1001.1", "And now?");

        awaitShown("1001.1", "Answer: It is 42.");
    }

    @Test
    void conversationCancelled_whileAPlaceIsBeingMade_leavesNoProgressBehind() {
        thread.gates.put("begin", new Semaphore(0));
        inWork();
        Talk.await("a post under way", () -> thread.gates.get("begin").hasQueuedThreads());
        talk.untyped().cancel();
        Talk.pause(3000);
        thread.gates.get("begin").release();
        Talk.await("the progress", () -> thread.shown.contains(ROOT + ": Understanding"));
        Talk.await("the end", () -> thread.shown.stream().anyMatch(shown -> shown.startsWith(ROOT + ": Failed")));
        Talk.pause(1000);

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void clickInACancelledConversation_doesNotEndItBeforeItsReply() {
        thread.gates.put("audience", new Semaphore(0));
        inWork();
        awaitShown(ROOT, "Understanding");
        talk.untyped().cancel();
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().show(new ShowPanel(ROOT, "bob", Panel.SQL));
        Talk.pause(1000);
        thread.gates.get("audience").release(50);
        Talk.pause(3000);

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void judgementInACancelledConversation_doesNotEndItBeforeItsReply() {
        thread.gates.put("audience", new Semaphore(0));
        inWork();
        awaitShown(ROOT, "Understanding");
        talk.untyped().cancel();
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().rate(new Feedback(ROOT, "bob", true, null, null));
        Talk.pause(1000);
        thread.gates.get("audience").release(50);
        Talk.pause(3000);

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void messageThatWaits_whenTheConversationIsCancelled_isToldSo() {
        inWork();
        says("bob", "1001.1", "And now?");
        Talk.pause(300);
        talk.untyped().cancel();
        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed: Cancelled"));
        Talk.pause(2000);

        assertThat(thread.at("1001.1")).isNotNull();
    }

    @Test
    void tokenThatIsRefusedForAMoment_leavesNoProgressBehind() {
        inWork();
        awaitShown(ROOT, "Understanding");
        thread.failingOnce.put("reply", new ConcurrentLinkedQueue<>(List.of(FailureType.CHANNEL_CREDENTIALS)));
        world.gate.release(50);
        settled("1003.1");

        noProgressIsLeft();
    }

    @Test
    void replyForOnePersonAlone_isShownToThem_thoughItsFilesCannotBeSent() {
        thread.insiders.add("ann");
        thread.failing.add("attach");
        says("ann", ROOT, "How much? many rows");
        awaitShown(ROOT, "for ann alone");

        Talk.await("the panel", () -> !thread.panels.isEmpty());
    }

    @Test
    void postThatIsDoneAfterItsCallWasGivenUp_isTakenAway() {
        thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        thread.messages.put("late", new ScriptedThread.Ours("late", ROOT, "Understanding"));
        server.sleep(Duration.ofMinutes(2));

        Talk.await("a tidy thread", () -> thread.shown.contains(ROOT + ": tidy"));
        awaitShown(ROOT, "Answer: It is 42.");
    }

    @Test
    void replyThatCannotBeDelivered_letsOthersAskMeanwhile_andComesInTheEnd() {
        thread.failing.add("reply");
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Understanding");
        says("bob", "1001.1", "And now?");
        server.sleep(Duration.ofMinutes(4));
        Talk.await("the next question", () -> world.count("understand 1001.1") == 1);
        thread.failing.clear();
        server.sleep(Duration.ofMinutes(10));

        awaitShown(ROOT, "Answer: It is 42.");
        awaitShown("1001.1", "Answer: It is 42.");
    }

    @Test
    void replyThatCannotBeDelivered_givesWayToThatOfTheEditedQuestion() {
        thread.failing.add("reply");
        says("ann", ROOT, Words.DECLINED);
        Talk.await("a question in work", () -> world.count("understand " + ROOT) == 1);
        server.sleep(Duration.ofMinutes(4));
        talk.running().edited(edit("ann", ROOT, "How much?"));
        Talk.await("the new words", () -> world.count("understand " + ROOT) == 2);
        thread.failing.clear();
        server.sleep(Duration.ofMinutes(10));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.shown).noneMatch(shown -> shown.startsWith(ROOT + ": Declined"));
    }
}
