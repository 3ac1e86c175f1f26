package dev.askdesk.adapters.model;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A model in memory: once for each file, asked by one thread at a time, freed when the process ends. */
final class LoadedGguf {
    private static final Map<Path, LoadedGguf> LOADED = new ConcurrentHashMap<>();
    private static final int SECONDS_TO_STOP = 5;

    private final Path file;
    private final LlamaModel model;
    private final ReentrantLock busy = new ReentrantLock(true);
    private volatile boolean stopping;

    private LoadedGguf(Path file, LlamaModel model) {
        this.file = file;
        this.model = model;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "askdesk-gguf"));
    }

    static LoadedGguf of(Path file) {
        return LOADED.computeIfAbsent(file, path -> new LoadedGguf(path, GgufFile.load(path)));
    }

    /** @param tokens that the reply took */
    record Written(String text, int tokens) {}

    interface Call<T> {
        /** @param deadline as of {@link System#nanoTime} */
        T with(LlamaModel model, long deadline);
    }

    /** Makes a call when those before it have ended. */
    <T> T alone(Duration timeout, Call<T> call) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!busy.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw unavailable("was busy with other questions for " + timeout.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for: the call was interrupted");
        }
        try {
            if (stopping) {
                throw unavailable("is being closed");
            }
            return call.with(model, deadline);
        } catch (OutsideException typed) {
            throw typed;
        } catch (RuntimeException failed) {
            throw new OutsideException(
                    FailureType.MODEL_REQUEST,
                    "The model " + file.getFileName() + " failed: "
                            + Excerpts.oneLine(String.valueOf(failed.getMessage()), 200),
                    failed);
        } finally {
            busy.unlock();
        }
    }

    /** Writes until the model ends, the cap is reached, or the time is over; called within {@link #alone}. */
    Written write(InferenceParameters parameters, long deadline) {
        StringBuilder text = new StringBuilder();
        int outputs = 0;
        LlamaIterator written = model.generate(parameters).iterator();
        while (written.hasNext()) {
            text.append(written.next().text);
            outputs++;
            boolean late = System.nanoTime() - deadline > 0;
            if (written.hasNext() && (late || stopping || Thread.currentThread().isInterrupted())) {
                written.cancel();
                throw unavailable(late ? "did not finish in time" : "was interrupted");
            }
        }
        // The last output only says that it is the last. A character of several tokens comes as one output.
        return new Written(text.toString(), Math.max(outputs - 1, model.encode(text.toString()).length));
    }

    private OutsideException unavailable(String what) {
        return new OutsideException(
                FailureType.MODEL_UNAVAILABLE, "The model " + file.getFileName() + " in this process " + what + ".");
    }

    /** Freed under a call that still writes, it would take the process with it. */
    private void close() {
        stopping = true;
        try {
            if (busy.tryLock(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                model.close();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
