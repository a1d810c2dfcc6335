// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends a request as it is written, such as no client library would send it (RFC 9112). */
public final class RawHttp {
    private static final int MILLIS = 30_000;

    private RawHttp() {}

    /**
     * One request on a connection of its own, and what came back until the service closed it.
     *
     * @param request head and body, with {@code Connection: close}
     */
    public static HttpAnswer exchange(URI base, String request) {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return HttpAnswer.readAll(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
