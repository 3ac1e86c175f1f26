package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Questions in a thread that are asked back about: who replies to which, in what time, and with what rights. */
class ChatThreadClarifyingTest extends ChatThreadScene {

    @Test
    void secondPerson_isAnsweredWhileTheFirstIsAskedBack_andDoesNotReplyForThem() {
        askedBack();
        says("bob", "1001.1", "How much?");
        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(thread.at(ROOT)).isEqualTo("Which year? [2022, 2023]");

        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
        assertThat(talk.running().transcript().turns()).hasSize(2).allMatch(turn -> turn.phase()
                .equals("Answer"));
    }

    @Test
    void twoPeopleAskedBack_replyInAnyOrder() {
        askedBack();
        says("bob", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        says("bob", "1003.1", "2022");
        awaitShown("1003.1", "Answer: It is 42.");

        assertThat(talk.turn(0).clarifications()).extracting(Exchange::userText).containsExactly("2023");
        assertThat(talk.turn(1).clarifications()).extracting(Exchange::userText).containsExactly("2022");
    }

    @Test
    void askerWhoDoesNotReply_isReminded_andThenToldThatItExpired() {
        askedBack();
        server.sleep(Duration.ofHours(25));
        awaitShown(ROOT + "/reminder", "reminder for ann");
        server.sleep(Duration.ofDays(7));

        Talk.await(
                "the expiry", () -> String.valueOf(thread.at(ROOT + "/expired")).startsWith("Expired"));
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
        assertThat(thread.messages).hasSize(3);
    }

    @Test
    void answeredQuestionThatIsEdited_isNoReplyToAnotherOfItsAsker() {
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        says("ann", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        talk.running().edited(edit("ann", ROOT, "How much?"));
        awaitShown(ROOT, "Answer: It is 42.");

        assertThat(thread.at("1001.1")).isEqualTo("Which year? [2022, 2023]");
        assertThat(talk.running().transcript().turns())
                .filteredOn(turn -> turn.message().messageId().equals(ROOT))
                .singleElement()
                .satisfies(turn -> assertThat(turn.message().text()).isEqualTo("How much?"));
    }

    @Test
    void optionOfOneQuestion_isNoReplyToAnotherOfTheSameAsker() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        says("ann", "1001.1", Words.UNCLEAR);
        world.gate.release(50);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        awaitShown("1001.1", "Which year? [2022, 2023]");
        String second = thread.messages.values().stream()
                .filter(ours -> ours.key().equals("1001.1"))
                .map(ScriptedThread.Ours::id)
                .findFirst()
                .orElseThrow();
        String click = Choice.id("1001.1", second);
        talk.running().userSaid(new UserMessage(click, "ann", "2022", Instant.ofEpochSecond(1002)));
        awaitShown(click, "Answer: It is 42.");

        assertThat(thread.at(ROOT)).isEqualTo("Which year? [2022, 2023]");
        assertThat(thread.at("1001.1")).isEqualTo("Which year? []");
    }

    @Test
    void optionOfASettledQuestion_asksNothing() {
        askedBack();
        String place = thread.messages.values().iterator().next().id();
        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        talk.running().userSaid(new UserMessage(Choice.id(ROOT, place), "ann", "2022", Instant.ofEpochSecond(1002)));
        settled("1003.1");

        assertThat(thread.messages).hasSize(3);
    }

    @Test
    void lateDeliveryOfAnEarlierQuestion_isNoReply() {
        says("ann", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        says("ann", ROOT, "How much?");
        settled("1003.1");

        assertThat(thread.at("1001.1")).isEqualTo("Which year? [2022, 2023]");
    }

    @Test
    void threadWithAQuestionThatWaits_isToldThatItExpired_andGoesOnInAnotherRun_onceItIsVeryLong() {
        limits = ONE_A_RUN;
        askedBack();
        says("bob", "1001.1", "How much?");
        awaitShown("1001.1", "Answer: It is 42.");
        Talk.await(
                "the expiry", () -> String.valueOf(thread.at(ROOT + "/expired")).startsWith("Expired"));

        Talk.await("another run", () -> !talk.runId().equals(talk.firstRunId()));
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
    }

    @Test
    void reminderThatCannotBePosted_doesNotKeepAReplyWaiting() {
        thread.failing.add("remind");
        askedBack();
        server.sleep(Duration.ofHours(25));
        says("ann", "1002.1", "2023");

        awaitShown("1002.1", "Answer: It is 42.");
    }

    @Test
    void askerWhoLostTheirRightsMeanwhile_isNotAnswered() {
        askedBack();
        thread.strangers.add("ann");
        says("ann", "1002.1", "2023");

        awaitShown("1002.1", "Failed: Ask for access.");
        assertThat(world.count("understand " + ROOT)).isEqualTo(1);
    }

    @Test
    void privateQuestionThatExpires_isNotShownToOthers() {
        thread.insiders.add("ann");
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "for ann alone");
        server.sleep(Duration.ofDays(8));

        awaitShown(ROOT + "/expired", "for ann alone");
    }

    @Test
    void optionThatIsPickedTooLate_isToldSo() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(30), 100, false, 1);
        askedBack();
        server.sleep(Duration.ofDays(7).plusHours(1));
        Talk.await("the expiry", () -> thread.at(ROOT + "/expired") != null);
        String click = Choice.id(ROOT, "ours1");
        talk.running().userSaid(new UserMessage(click, "ann", "2022", Instant.ofEpochSecond(1002)));

        Talk.await("the notice", () -> String.valueOf(thread.at(click)).startsWith("Expired"));
        assertThat(world.count("understand " + ROOT)).isEqualTo(1);
    }
}
