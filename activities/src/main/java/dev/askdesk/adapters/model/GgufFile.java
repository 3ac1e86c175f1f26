package dev.askdesk.adapters.model;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.LogFormat;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Loads GGUF files, and says in one line why one does not load. */
final class GgufFile {
    /** Tokens of prompt and reply together; more takes memory for every model, needed or not. */
    static final int CONTEXT = 16_384;

    private static final String MAGIC = "GGUF";
    private static final int NEWEST_VERSION = 3;
    private static final String ANY_SCHEMA = "{\"type\":\"string\"}";

    private GgufFile() {}

    /** @throws OutsideException it does not load */
    static LlamaModel load(Path file) {
        check(file);
        try {
            return new LlamaModel(new ModelParameters()
                    .setModel(file.toString())
                    .setCtxSize(CONTEXT)
                    .disableLog()
                    .setThreads(Runtime.getRuntime().availableProcessors()));
        } catch (RuntimeException | LinkageError failed) {
            throw refused(
                    file + " does not load (" + reason(failed) + "): it is damaged or newer than llama.cpp of 2025.",
                    failed);
        }
    }

    /**
     * Whether the file is one, and the library runs here; without loading the model.
     *
     * @throws OutsideException which of them is not so
     */
    static void check(Path file) {
        checkHeader(file);
        try {
            Native.require();
        } catch (RuntimeException | LinkageError failed) {
            throw refused(
                    "The native library of llama.cpp does not load here (" + reason(failed)
                            + "): it needs glibc on Linux, macOS or Windows; serve the file over HTTP instead.",
                    failed);
        }
    }

    /** The library tells on standard error what it thinks of a file that is none; so it does not get there. */
    private static void checkHeader(Path file) {
        if (!Files.exists(file)) {
            throw refused("There is no file " + file + ": name a GGUF file.", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(8);
            boolean named = header.length == 8
                    && new String(header, 0, MAGIC.length(), StandardCharsets.US_ASCII).equals(MAGIC);
            int version = named
                    ? ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length())
                    : 0;
            if (version < 1 || version > NEWEST_VERSION) {
                throw refused(file + " is not a GGUF file of a known version.", null);
            }
        } catch (IOException unreadable) {
            throw refused(file + " cannot be read: check its rights.", unreadable);
        }
    }

    private static OutsideException refused(String message, @Nullable Throwable cause) {
        return new OutsideException(FailureType.MODEL_REQUEST, message, cause);
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed.getCause() != null ? failed.getCause() : failed;
        return Excerpts.oneLine(String.valueOf(cause.getMessage()), 200);
    }

    /** The library, loaded once for the process. */
    private static final class Native {
        static {
            // It unpacks itself into one file for all processes, and says so on standard output, which is the answer's.
            PrintStream out = System.out;
            System.setOut(quiet());
            try {
                Path folder = Files.createTempDirectory("askdesk-llama");
                folder.toFile().deleteOnExit();
                System.setProperty("de.kherud.llama.tmpdir", folder.toString());
                LlamaModel.setLogger(LogFormat.TEXT, (level, message) -> {});
                LlamaModel.jsonSchemaToGrammar(ANY_SCHEMA);
            } catch (IOException full) {
                throw new IllegalStateException("no temporary folder: " + full.getMessage(), full);
            } finally {
                System.setOut(out);
            }
        }

        private Native() {}

        /** Its first call loads the library. */
        static void require() {}

        private static PrintStream quiet() {
            return new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        }
    }
}
