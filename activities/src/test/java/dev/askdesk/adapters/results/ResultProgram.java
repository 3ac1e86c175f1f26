package dev.askdesk.adapters.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that writes a result: with a small heap, and to be killed. */
final class ResultProgram {
    private static final String HEAP = "-Xmx40m";

    private ResultProgram() {}

    /** Args: what to do, how many rows, the handle, the store. */
    public static void main(String[] args) throws InterruptedException {
        long begun = System.nanoTime();
        long rows = Long.parseLong(args[1]);
        try (ResultWriter writer = store(List.of(args).subList(3, args.length)).write(args[2])) {
            writer.begin(List.of("id", "company", "amount", "note"), List.of("number", "text", "number", "text"));
            for (long row = 0; row < rows; row++) {
                writer.row(List.of("" + row, "Company " + row % 997, row * 7919 % 100_003 + ".25", ""));
            }
            if (args[0].equals("half")) {
                System.out.println("half");
                Thread.sleep(60_000);
            }
            System.out.println("committing");
            writer.commit(false);
        }
        Runtime heap = Runtime.getRuntime();
        System.out.println("written " + rows + " rows in " + (System.nanoTime() - begun) / 1_000_000 + " ms, heap "
                + (heap.totalMemory() >> 20) + " of " + (heap.maxMemory() >> 20) + " MB");
    }

    private static ResultStore store(List<String> described) {
        Path folder = Path.of(described.get(0));
        return described.size() == 1
                ? new FileResultStore(folder)
                : new S3ResultStore(
                        new S3Settings(
                                described.get(1),
                                "",
                                URI.create(described.get(2)),
                                null,
                                new S3Settings.Keys(described.get(3), described.get(4))),
                        folder);
    }

    static Child start(String what, long rows, String handle, List<String> described) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ResultProgram.class.getName(),
                what,
                "" + rows,
                handle));
        command.addAll(described);
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Killed when closed. */
    record Child(Process process) implements AutoCloseable {

        /** The line that begins so. */
        String await(String beginning) throws IOException {
            List<String> said = new ArrayList<>();
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(beginning)) {
                    return line;
                }
                said.add(line);
            }
            throw new IOException("It ended, having said " + said);
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
