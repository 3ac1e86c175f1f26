package dev.askdesk.starters.cli;

import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Asks a question and tells how it comes along while its reply is awaited. */
final class Asking {
    /** The workflow refuses what is longer, too; here it is refused before anything is started. */
    static final int MAX_LENGTH = 4_000;

    private static final long LOOK_EVERY_MILLIS = 150;
    /** A worker takes a message within milliseconds; one that does not in this time is gone or stuck. */
    private static final long ACCEPTED_WITHIN_MILLIS = 10_000;

    private final Connection connection;
    private final ConversationClient conversation;
    private final String userId;
    private final Progress progress;

    /**
     * @param repairs failed tries of the model before the reply
     * @param messageId by which the reply can be rated
     */
    record Outcome(Reply reply, int repairs, String messageId) {}

    Asking(Connection connection, ConversationClient conversation, String userId, Progress progress) {
        this.connection = connection;
        this.conversation = conversation;
        this.userId = userId;
        this.progress = progress;
    }

    /**
     * The question, when it is one.
     *
     * @throws UserError it is empty or too long
     */
    static String checked(String question) {
        String text = question.strip();
        if (text.isEmpty()) {
            throw UserError.usage(
                    "The question is empty: write one, such as askdesk ask \"How many companies are there?\"");
        }
        if (text.length() > MAX_LENGTH) {
            throw UserError.usage("The question has " + text.length() + " characters, but at most " + MAX_LENGTH
                    + " are read: shorten it.");
        }
        return text;
    }

    /** @throws UserError no worker takes the question, or the server goes away */
    Outcome ask(String text) {
        connection.requireWorker();
        UserMessage message = new UserMessage(UUID.randomUUID().toString(), userId, checked(text), Instant.now());
        try {
            progress.show("Asking");
            CompletableFuture<WorkflowUpdateHandle<Reply>> accepted =
                    CompletableFuture.supplyAsync(() -> conversation.say(message), Asking::inBackground);
            WorkflowUpdateHandle<Reply> handle = await(accepted, () -> false);
            Reply reply = await(handle.getResultAsync(), this::look);
            return new Outcome(reply, repairs(), message.messageId());
        } finally {
            progress.clear();
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "askdesk-ask");
        thread.setDaemon(true);
        thread.start();
    }

    /** @param meanwhile done again and again; tells whether there is no hurry */
    private <T> T await(CompletableFuture<T> future, BooleanSupplier meanwhile) {
        long began = System.nanoTime();
        while (true) {
            try {
                return future.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
                if (!meanwhile.getAsBoolean() && waited > ACCEPTED_WITHIN_MILLIS) {
                    throw UserError.environment(
                            "No worker has taken the question on " + connection.where()
                                    + " yet: see whether `askdesk worker` runs. It may still be answered when one does.",
                            e);
                }
            } catch (ExecutionException e) {
                throw explained(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserError.environment("Interrupted.", e);
            }
        }
    }

    /** Shows the phase. The workflow may be replayed just now or its worker restart: then there is nothing to see. */
    private boolean look() {
        if (progress.isShown()) {
            try {
                List<Turn> turns = conversation.transcript().turns();
                if (!turns.isEmpty()) {
                    progress.show(turns.get(turns.size() - 1));
                }
            } catch (TemporalException | StatusRuntimeException e) {
                progress.show("Waiting for a worker");
            }
        }
        return true;
    }

    private int repairs() {
        try {
            List<Turn> turns = conversation.transcript().turns();
            return turns.isEmpty() ? 0 : turns.get(turns.size() - 1).attempts().size();
        } catch (TemporalException | StatusRuntimeException e) {
            return 0;
        }
    }

    /** A refusal of the workflow is the asker's to mend; everything else is the server's. */
    private RuntimeException explained(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApplicationFailure refused) {
                return UserError.usage(refused.getOriginalMessage());
            }
        }
        if (failure instanceof WorkflowException || failure instanceof StatusRuntimeException) {
            return UserError.environment(
                    "The conversation on " + connection.where() + " broke off: ask again; --debug shows why.", failure);
        }
        return failure instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(failure);
    }
}
