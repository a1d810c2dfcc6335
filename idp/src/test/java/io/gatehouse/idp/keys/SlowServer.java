// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/** Answers one request with a header that grows by a byte a moment, until the client goes. */
final class SlowServer implements AutoCloseable {
    private static final int MOMENT_MILLIS = 50;

    private final ServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);

    SlowServer(SSLContext tls) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        server = tls.getServerSocketFactory().createServerSocket(0, 1, loopback);
        Thread.ofVirtual().start(this::serve);
    }

    URI url() {
        return URI.create("https://localhost:" + server.getLocalPort());
    }

    /** Returns when the client has closed its connection. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    private void serve() {
        try (Socket socket = server.accept()) {
            socket.setSoTimeout(MOMENT_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (isOpen(socket.getInputStream())) {
                out.write('x');
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone while something was written.
        }
        closed.countDown();
    }

    /** Whether the client is there after a moment; what it says does not matter. */
    private static boolean isOpen(InputStream in) throws IOException {
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
