package dev.askdesk.workflows.ask;

import io.temporal.testing.TestWorkflowEnvironment;

/** What a recorded path plays with. */
record Play(Talk talk, ScriptedWorld world, TestWorkflowEnvironment server) {

    /** Says something by signal and waits until a reply is delivered. */
    void says(String messageId, String text, String replyTo) {
        talk.says(messageId, text);
        awaitPost(replyTo);
    }

    void awaitPost(String messageId) {
        Talk.await("delivery to " + messageId, () -> world.posts.stream()
                .anyMatch(post -> post.messageId().equals(messageId)));
    }

    void awaitSlowStep() {
        Talk.await("a slow step", world.gate::hasQueuedThreads);
    }

    void cancelInWork(String slowQuestion) {
        talk.says("m1", slowQuestion);
        awaitSlowStep();
        talk.cancels("m1");
        awaitPost("m1");
        world.gate.release();
    }

    void awaitNextRun() {
        String first = talk.firstRunId();
        Talk.await("the next run", () -> !talk.runId().equals(first));
    }
}
