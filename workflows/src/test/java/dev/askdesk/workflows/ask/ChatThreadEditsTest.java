package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Questions in a thread that are edited, deleted or stopped, at whatever moment. */
class ChatThreadEditsTest extends ChatThreadScene {

    @Test
    void questionEditedInWork_isAskedAnew_inTheSamePlace() {
        inWork();
        talk.running().edited(edit("ann", ROOT, "How many?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(thread.replies).hasSize(1);
        assertThat(talk.running().transcript().turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.message().text()).isEqualTo("How many?"));
    }

    @Test
    void questionEditedWhileItIsAskedBack_isAskedAnew() {
        askedBack();
        talk.running().edited(edit("ann", ROOT, "How much in 2023?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(talk.turn(0).clarifications()).isEmpty();
    }

    @Test
    void answeredQuestionThatIsEdited_hasItsAnswerReplaced() {
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        talk.running().edited(edit("ann", ROOT, "How much?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(talk.running().transcript().turns()).hasSize(1);
    }

    @Test
    void messageThatNobodyAsked_isNotAskedByEditingIt() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().edited(edit("ann", "1009.9", "Never said"));
        says("ann", "1010.1", "And now?");

        awaitShown("1010.1", "Answer: It is 42.");
        assertThat(thread.messages).hasSize(2);
    }

    @Test
    void questionDeletedInWork_leavesNothingBehind() {
        inWork();
        talk.running().deleted(new Deletion(ROOT));

        Talk.await("the removal", () -> thread.shown.contains(ROOT + ": -"));
        Talk.await(
                "an empty transcript", () -> talk.running().transcript().turns().isEmpty());
        assertThat(thread.messages).isEmpty();
        assertThat(thread.replies).isEmpty();
    }

    @Test
    void stoppedQuestion_saysSoInItsPlace() {
        inWork();
        talk.cancels(ROOT);

        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed: Cancelled"));
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionDeletedInWork_afterItWasClarified_leavesNothingBehind() {
        clarifiedAndInWork();
        talk.running().deleted(new Deletion(ROOT));
        Talk.await("the removal", () -> thread.shown.contains(ROOT + ": -"));
        settled("1003.1");

        assertThat(thread.messages.values())
                .extracting(ScriptedThread.Ours::key)
                .containsExactly("1003.1");
    }

    @Test
    void questionEditedInWork_afterItWasClarified_leavesNoProgressBehind() {
        clarifiedAndInWork();
        talk.running().edited(edit("ann", ROOT, "How many?"));
        awaitShown(ROOT, "Answer: It is 42.");

        noProgressIsLeft();
    }

    @Test
    void answeredQuestionThatIsEdited_inALaterRun_hasItsAnswerReplaced() {
        limits = ONE_A_RUN;
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        Talk.await("another run", () -> !talk.runId().equals(talk.firstRunId()));
        talk.running().edited(edit("ann", ROOT, "How much?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionEditedInWork_whereTheRunEnds_leavesNoProgressBehind() {
        limits = ONE_A_RUN;
        inWork();
        awaitShown(ROOT, "Understanding");
        talk.running().edited(edit("ann", ROOT, "How many?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionEditedInWork_whosePlaceWasMadeAndItsAnswerLost_leavesNoProgressBehind() {
        thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        inWork();
        Talk.await("the place", () -> !thread.messages.isEmpty());
        talk.running().edited(edit("ann", ROOT, "How many?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void editThatOvertakesItsMessage_isNotLost() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().edited(edit("ann", "1001.1", "How many?"));
        says("ann", "1001.1", "How many weather?");

        awaitShown("1001.1", "Answer: It is 42.");
    }

    @Test
    void deletionThatOvertakesAnEdit_isNotUndoneByIt() {
        inWork();
        talk.running().deleted(new Deletion(ROOT));
        talk.running().edited(edit("ann", ROOT, "How many?"));
        settled("1003.1");

        assertThat(thread.at(ROOT)).isNull();
        assertThat(talk.running().transcript().turns()).hasSize(1);
    }

    @Test
    void deletionThatOvertakesItsMessage_isNotLost() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().deleted(new Deletion("1001.1"));
        says("ann", "1001.1", "How many?");
        settled("1002.1");

        assertThat(thread.at("1001.1")).isNull();
    }

    @Test
    void questionDeleted_whileItsClarificationsPlaceIsBeingMade_leavesNothingBehind() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        world.gate.release();
        awaitShown(ROOT, "Which year? [2022, 2023]");
        thread.gates.put("begin", new Semaphore(0));
        says("ann", "1002.1", "2023");
        Talk.await("a post under way", () -> thread.gates.get("begin").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(2000);
        thread.gates.get("begin").release(10);
        Talk.await("the progress", () -> thread.shown.contains("1002.1: Understanding"));
        settled("1003.1");

        noProgressIsLeft();
    }

    @Test
    void editedQuestionThatIsDeleted_beforeItIsBegunAnew_leavesNothingBehind() {
        says("zoe", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        says("ann", "1002.1", "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown("1002.1", "Understanding");
        says("bob", "1001.1", "And? " + Words.SLOW_WORDING);
        talk.running().edited(edit("ann", "1002.1", "How many?"));
        Talk.await("another in work", () -> thread.shown.contains("1001.1: Understanding"));
        talk.running().deleted(new Deletion("1002.1"));
        world.gate.release(50);
        awaitShown("1001.1", "Answer: It is 42.");
        settled("1003.1");

        assertThat(thread.at("1002.1")).isNull();
    }

    @Test
    void strangersQuestionDeleted_whileTheirRightsAreLookedUp_leavesNothingBehind() {
        thread.strangers.add("eve");
        thread.gates.put("authorize", new Semaphore(0));
        says("eve", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("authorize").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(500);
        thread.gates.get("authorize").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).isNull();
    }

    @Test
    void questionStopped_whileRightsAreLookedUp_isStopped() {
        thread.gates.put("authorize", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("authorize").hasQueuedThreads());
        talk.cancels(ROOT);
        Talk.pause(500);
        thread.gates.get("authorize").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void questionDeleted_whileItIsFoundOutWhoReadsAlong_leavesNothingBehind() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(500);
        thread.gates.get("audience").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).isNull();
    }

    @Test
    void questionStopped_whileItIsFoundOutWhoReadsAlong_isStopped() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.cancels(ROOT);
        Talk.pause(500);
        thread.gates.get("audience").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void editThatIsStaleOrRepeated_isIgnored() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().edited(edit("ann", ROOT, "How many?"));
        Talk.await("the second answer", () -> thread.replies.size() == 2);
        talk.running().edited(edit("ann", ROOT, "How many?"));
        talk.running().edited(message("ann", ROOT, "How much?"));
        settled("1003.1");

        assertThat(world.count("understand " + ROOT)).isEqualTo(2);
        assertThat(talk.turn(0).message().text()).isEqualTo("How many?");
    }

    @Test
    void questionThatWaitsItsTurn_andIsEdited_isNoReplyToTheOneBeforeIt() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        says("ann", "1001.1", "How much?");
        talk.running().edited(edit("ann", "1001.1", "How many?"));
        world.gate.release();
        awaitShown("1001.1", "Answer: It is 42.");

        assertThat(thread.at(ROOT)).isEqualTo("Which year? [2022, 2023]");
    }

    private void clarifiedAndInWork() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        world.gate.release();
        awaitShown(ROOT, "Which year? [2022, 2023]");
        says("ann", "1002.1", "2023");
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown("1002.1", "Understanding");
    }
}
