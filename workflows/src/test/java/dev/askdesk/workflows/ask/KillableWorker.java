package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A worker in a process of its own, to be killed: what it began and what it delivered is in two files. */
final class KillableWorker {
    static final String CALLS = "calls.log";
    static final String POSTS = "posts.log";
    /** Replies to messages of this id are delivered, but the first worker never gets to say so. */
    static final String HANGING_DELIVERY = "hangs-after-delivery";

    private KillableWorker() {}

    /** @param args the server's address and the folder of the two files */
    public static void main(String[] args) {
        WorkerFactory factory = WorkerFactory.newInstance(client(args[0]));
        Worker worker = factory.newWorker(Conversation.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(AskWorkflowImpl.class);
        worker.registerActivitiesImplementations(new WrittenWorld(Path.of(args[1])));
        factory.start();
    }

    static WorkflowClient client(String target) {
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
        return WorkflowClient.newInstance(
                service,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
    }

    /** Lines of one of the two files. */
    static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scripted world whose memory outlives the process; slow steps hang in the first process only. */
    private static final class WrittenWorld extends ScriptedWorld {
        private final Path folder;

        WrittenWorld(Path folder) {
            this.folder = folder;
        }

        @Override
        synchronized void begun(String call) {
            append(CALLS, call);
        }

        @Override
        synchronized long count(String call) {
            return lines(folder.resolve(CALLS)).stream().filter(call::equals).count();
        }

        @Override
        public Understood understand(UnderstandRequest request) {
            if (count("understand " + request.message().messageId()) > 0) {
                gate.release();
            }
            return super.understand(request);
        }

        @Override
        boolean deliver(PostRequest request) {
            String key = request.conversationId() + " " + request.messageId() + " ";
            if (lines(folder.resolve(POSTS)).stream().anyMatch(line -> line.startsWith(key))) {
                return false;
            }
            append(POSTS, key + request.reply().getClass().getSimpleName());
            if (request.messageId().equals(HANGING_DELIVERY)) {
                waitIfSaid(HANGING_DELIVERY, HANGING_DELIVERY);
            }
            return true;
        }

        private synchronized void append(String file, String line) {
            try {
                Files.writeString(
                        folder.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
