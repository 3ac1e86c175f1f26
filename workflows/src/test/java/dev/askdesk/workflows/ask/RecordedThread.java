package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** The paths through a thread of a chat program of which a history is committed, each as a play. */
enum RecordedThread {
    ANSWERED(scene -> {
        scene.says("ann", ChatThreadScene.ROOT, "How much?");
        scene.awaitShown(ChatThreadScene.ROOT, "Answer: It is 42.");
    }),
    ASKED_BACK_AND_REPLIED(scene -> {
        scene.askedBack();
        scene.says("ann", "1002.1", "2023");
        scene.awaitShown("1002.1", "Answer: It is 42.");
    }),
    ASKED_BACK_REMINDED_AND_EXPIRED(scene -> {
        scene.askedBack();
        scene.server.sleep(Duration.ofHours(25));
        scene.awaitShown(ChatThreadScene.ROOT + "/reminder", "reminder for ann");
        scene.server.sleep(Duration.ofDays(7));
    }),
    EDITED_IN_WORK(scene -> {
        scene.inWork();
        scene.talk.running().edited(ChatThreadScene.edit("ann", ChatThreadScene.ROOT, "How many?"));
        scene.awaitShown(ChatThreadScene.ROOT, "Answer: It is 42.");
    }),
    DELETED_IN_WORK(scene -> {
        scene.inWork();
        scene.talk.running().deleted(new Deletion(ChatThreadScene.ROOT));
        Talk.await("the removal", () -> scene.thread.shown.contains(ChatThreadScene.ROOT + ": -"));
    }),
    STOPPED(scene -> {
        scene.inWork();
        scene.talk.cancels(ChatThreadScene.ROOT);
        scene.awaitShown(ChatThreadScene.ROOT, "Failed: Cancelled, as asked.");
    }),
    FOR_ONE_ALONE_WITH_FILES(scene -> {
        scene.thread.insiders.add("ann");
        scene.says("ann", ChatThreadScene.ROOT, "How much? many rows");
        scene.awaitShown(ChatThreadScene.ROOT, "for ann alone");
    }),
    TIDIED(scene -> {
        scene.thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        scene.says("ann", ChatThreadScene.ROOT, "How much?");
        scene.awaitShown(ChatThreadScene.ROOT, "Answer: It is 42.");
    }),
    CONTINUED_AS_NEW(scene -> {
        scene.limits = ChatThreadScene.ONE_A_RUN;
        scene.says("ann", ChatThreadScene.ROOT, Words.DECLINED);
        scene.awaitShown(ChatThreadScene.ROOT, "Declined: The data knows no weather.");
    }),
    COMMAND(scene -> scene.command("ann")),
    COMMAND_REFUSED(scene -> {
        scene.thread.strangers.add("eve");
        scene.command("eve");
    });

    private final Consumer<ChatThreadScene> play;

    RecordedThread(Consumer<ChatThreadScene> play) {
        this.play = play;
    }

    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }

    /** Whether its history is that of a command, and not of a conversation. */
    boolean isOfCommand() {
        return name().startsWith("COMMAND");
    }

    void act(ChatThreadScene with) {
        play.accept(with);
    }
}
