package dev.askdesk.starters.cli;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalException;
import io.temporal.failure.TemporalFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells how a workflow comes along until it ends. */
final class RunProgress {
    private static final int LOOK_EVERY_SECONDS = 2;

    private RunProgress() {}

    /**
     * @param look at the run's progress by a query
     * @param line what is told of it
     * @throws UserError the run broke off
     */
    static <T> T await(
            Terminal terminal, WorkflowStub workflow, Class<T> type, Supplier<T> look, Function<T, String> line) {
        CompletableFuture<T> end = workflow.getResultAsync(type);
        String last = "";
        while (true) {
            try {
                T done = end.get(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
                clear(terminal);
                return done;
            } catch (TimeoutException underWay) {
                last = tell(terminal, look, line, last);
            } catch (ExecutionException e) {
                clear(terminal);
                throw UserError.environment("The run broke off: " + reason(e) + " --debug shows where.", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserError.environment("Interrupted: give the same command again, and the run goes on.", e);
            }
        }
    }

    private static <T> String tell(Terminal terminal, Supplier<T> look, Function<T, String> line, String last) {
        String now;
        try {
            now = line.apply(look.get());
        } catch (TemporalException | StatusRuntimeException busy) {
            // It is replayed just now; there is another look soon.
            return last;
        }
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K" + now);
        } else if (!now.equals(last)) {
            terminal.err().println(now);
        }
        terminal.err().flush();
        return now;
    }

    private static void clear(Terminal terminal) {
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }

    /** The innermost failure that says something. */
    private static String reason(Throwable failure) {
        String said = "";
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof TemporalFailure known && known.getOriginalMessage() != null) {
                said = known.getOriginalMessage();
            }
        }
        return said.isEmpty() ? "its server says no more." : said;
    }
}
