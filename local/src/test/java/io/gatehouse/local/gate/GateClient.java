// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import io.gatehouse.testkit.HttpAnswer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * An HTTP/1.1 client that sends exactly what it is told, from an address of its own.
 *
 * <p>Buckets count by address, so each test takes another one of 127.0.0.0/8.
 */
record GateClient(SSLContext tls, int port, String address) {

    private static final int PATIENCE_MILLIS = 30_000;

    /** One request without a body; headers are whole lines. */
    HttpAnswer send(String method, String target, String... headers) {
        return raw(request(method, target, "close", List.of(headers)));
    }

    /** One request with a body of a declared length. */
    HttpAnswer sendBody(String method, String target, String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Content-Length: " + body.length());
        return raw(request(method, target, "close", lines) + body);
    }

    /** The first answer to these bytes. */
    HttpAnswer raw(String bytes) {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            return HttpAnswer.read(in, bytes.split(" ", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same request many times over one connection, one after the other. */
    List<HttpAnswer> repeat(int times, String method, String target, String... headers) {
        byte[] request =
                request(method, target, "keep-alive", List.of(headers))
                        .getBytes(StandardCharsets.US_ASCII);
        List<HttpAnswer> answers = new ArrayList<>();
        try (Socket socket = connect()) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (answers.size() < times) {
                socket.getOutputStream().write(request);
                answers.add(HttpAnswer.read(in, method));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    /** An open connection, to be slow on. */
    Socket connect() throws IOException {
        Socket socket =
                tls.getSocketFactory()
                        .createSocket(
                                InetAddress.ofLiteral("127.0.0.1"),
                                port,
                                InetAddress.ofLiteral(address),
                                0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String request(
            String method, String target, String connection, List<String> headers) {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        text.append("Host: localhost\r\nConnection: ").append(connection).append("\r\n");
        headers.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString();
    }
}
