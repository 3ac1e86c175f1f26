package dev.askdesk.adapters.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A network to a server of this machine that stops in the middle of what is sent, or of what comes back. */
final class StoppingRelay implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final long sent;
    private final long received;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param sent bytes after which a connection hangs
     * @param received bytes after which a connection breaks
     */
    StoppingRelay(int target, long sent, long received) throws IOException {
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.target = target;
        this.sent = sent;
        this.received = received;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    boolean awaitStop() throws InterruptedException {
        return stopped.await(60, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                start(() -> pass(client, server, sent, true));
                start(() -> pass(server, client, received, false));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, long most, boolean hang) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[8192];
            long passed = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (passed + read > most) {
                    stopped.countDown();
                    if (hang) {
                        closed.await();
                    }
                    return;
                }
                out.write(buffer, 0, read);
                passed += read;
            }
        } catch (IOException | InterruptedException over) {
            // one side has closed it
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listening.close();
    }
}
