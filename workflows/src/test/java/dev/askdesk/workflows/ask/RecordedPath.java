package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The paths through a conversation of which a history is committed. Each is a play on an in-process server and the
 * phases that it passes, as its history shows them; {@link RecordedHistoriesTest} asks that they cover the machine.
 */
enum RecordedPath {
    ANSWERED("Understanding Executing Interpreting Answer", play -> play.talk().asks("m1", "How much?")),
    DELIVERED("Understanding Executing Interpreting Answer", play -> play.says("m1", "How much?", "m1")),
    VERIFIED("Understanding Executing Interpreting Answer", play -> play.talk().asks("m1", Words.VERIFIED)),
    DECLINED("Understanding Declined", play -> play.talk().asks("m1", Words.DECLINED)),
    UNKNOWN_TO_THE_DATA("Understanding Declined", play -> play.talk().asks("m1", Words.UNKNOWN)),
    LEFT_OUT_THEN_REPAIRED("Understanding Understanding Executing Interpreting Answer", play -> play.talk()
            .asks("m1", Words.LEFT_OUT)),
    AMBIGUITY_SETTLED("Understanding Clarifying Understanding Executing Interpreting Answer", play -> {
        play.says("m1", Words.AMBIGUOUS, "m1");
        play.says("m2", "Stone", "m2");
    }),
    MODEL_ASKS("Understanding Clarifying Understanding Executing Interpreting Answer", play -> {
        play.talk().asks("m1", Words.UNCLEAR);
        play.talk().asks("m2", "2022");
    }),
    STILL_UNCLEAR("Understanding Clarifying Understanding Clarifying Understanding Failed", play -> {
        play.talk().asks("m1", Words.ALWAYS_UNCLEAR);
        play.talk().asks("m2", "2022");
        play.talk().asks("m3", "2023");
    }),
    EARLIER_MESSAGE_IS_NO_REPLY(
            "Understanding Clarifying Understanding Executing Interpreting Answer"
                    + " Understanding Executing Interpreting Answer",
            play -> {
                play.talk().says("m1", Words.SLOW_MODEL + " and " + Words.UNCLEAR);
                play.talk().says("m2", "How much?");
                play.world().gate.release(2);
                play.awaitPost("m1");
                play.says("m3", "2022", "m2");
            }),
    EXPIRED_THEN_REPLIED("Understanding Clarifying Expired Expired", play -> {
        play.says("m1", Words.AMBIGUOUS, "m1");
        play.server().sleep(Duration.ofDays(7).plusHours(1));
        play.says("m2", "Adam Stone", "m2");
    }),
    DRY_RUN_REPAIRED("Understanding Executing Understanding Executing Interpreting Answer", play -> play.talk()
            .asks("m1", Words.WRONG_COLUMN)),
    ENGINE_ERROR_REPAIRED("Understanding Executing Understanding Executing Interpreting Answer", play -> play.talk()
            .asks("m1", Words.ENGINE_ERROR)),
    NOTHING_FOUND_TWICE("Understanding Executing Understanding Executing Interpreting Answer", play -> play.talk()
            .asks("m1", Words.NOBODY_SUCH)),
    NOT_PERMITTED("Understanding Executing Declined", play -> play.talk().asks("m1", Words.NOT_PERMITTED)),
    ALWAYS_WRONG("Understanding Executing Understanding Executing Understanding Executing Failed", play -> play.talk()
            .asks("m1", Words.ALWAYS_WRONG)),
    NONSENSE("Understanding Understanding Understanding Failed", play -> play.talk()
            .asks("m1", Words.NONSENSE)),
    REWORDED("Understanding Executing Interpreting Interpreting Answer", play -> play.talk()
            .asks("m1", Words.MISCOUNTED)),
    WORDING_WITHHELD("Understanding Executing Interpreting Interpreting Answer", play -> play.talk()
            .asks("m1", Words.MADE_UP)),
    WORDING_FAILED("Understanding Executing Interpreting Answer", play -> play.talk()
            .asks("m1", Words.WORDING_FAILS + FailureType.MODEL_CREDENTIALS)),
    CANCELLED_IN_MODEL("Understanding Failed", play -> play.cancelInWork(Words.SLOW_MODEL)),
    CANCELLED_IN_WAREHOUSE("Understanding Executing Failed", play -> play.cancelInWork(Words.SLOW_WAREHOUSE)),
    CANCELLED_IN_WORDING("Understanding Executing Interpreting Failed", play -> play.cancelInWork(Words.SLOW_WORDING)),
    CANCELLED_WHILE_CLARIFYING("Understanding Clarifying Failed", play -> {
        play.says("m1", Words.AMBIGUOUS, "m1");
        play.talk().cancels("m1");
        play.awaitPost("m1/cancelled");
    }),
    CANCELLED_IN_THE_INBOX("Understanding Executing Interpreting Answer", play -> {
        play.talk().says("m1", Words.SLOW_MODEL);
        play.awaitSlowStep();
        play.talk().says("m2", "How much?");
        play.talk().cancels("m2");
        play.awaitPost("m2");
        play.world().gate.release();
        play.awaitPost("m1");
    }),
    MODEL_DOWN("Understanding Failed", play -> {
        play.talk().says("m1", Words.MODEL_FAILS + FailureType.MODEL_UNAVAILABLE);
        play.server().sleep(Duration.ofMinutes(2));
        play.awaitPost("m1");
    }),
    MODEL_DOWN_ONCE("Understanding Executing Interpreting Answer", play -> {
        play.talk().says("m1", Words.MODEL_FAILS + FailureType.MODEL_UNAVAILABLE + " once");
        play.server().sleep(Duration.ofMinutes(2));
        play.awaitPost("m1");
    }),
    WAREHOUSE_REFUSES("Understanding Executing Failed", play -> play.talk()
            .asks("m1", Words.WAREHOUSE_FAILS + FailureType.WAREHOUSE_CREDENTIALS)),
    SCREEN_BROKEN("Understanding Failed", play -> play.talk().asks("m1", Words.SCREEN_BREAKS)),
    NOT_DELIVERED("Understanding Executing Interpreting Answer", play -> {
        play.world().channelFailures.add(FailureType.RESULT_MISSING);
        play.says("m1", "How much?", "m1");
    }),
    CONTINUED_AS_NEW("Understanding Executing Interpreting Answer Understanding Declined", play -> {
        play.talk().asks("m1", "How much?");
        play.talk().asks("m2", Words.DECLINED);
    }),
    RUN_WITH_A_MEMORY("Understanding Executing Interpreting Answer", play -> {
        CONTINUED_AS_NEW.act(play);
        play.awaitNextRun();
        play.talk().asks("m3", "And now?");
    }),
    RATED("Understanding Clarifying Understanding Executing Interpreting Answer", play -> {
        play.talk().asks("m1", Words.UNCLEAR);
        play.talk().asks("m2", "2022");
        play.talk().running().rate(new Feedback("m2", "ann", false, "It was 43.", "SELECT 43"));
        play.talk().running().rate(new Feedback("never said", "ann", true, null, null));
        play.talk().running().rate(new Feedback("m1", "ann", true, null, null));
        Talk.await("two judgements", () -> play.world().stored.size() == 2);
    }),
    WORKFLOW_CANCELLED("Understanding Clarifying Failed", play -> {
        play.says("m1", Words.AMBIGUOUS, "m1");
        play.talk().untyped().cancel();
    });

    private final List<String> phases;
    private final Consumer<Play> play;

    RecordedPath(String phases, Consumer<Play> play) {
        this.phases = List.of(phases.split(" "));
        this.play = play;
    }

    /** Phases in the order in which they are entered, those of all the conversation's questions. */
    List<String> phases() {
        return phases;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }

    /** The same of every path: little budget makes small histories. */
    Limits limits() {
        boolean continues = this == CONTINUED_AS_NEW || this == RUN_WITH_A_MEMORY;
        return new Limits(2, 2, Duration.ofDays(7), Duration.ofDays(1), continues ? 2 : 100, true, 1);
    }

    void act(Play with) {
        play.accept(with);
    }
}
