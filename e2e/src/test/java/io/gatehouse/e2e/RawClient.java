// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import io.gatehouse.testkit.HttpAnswer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Writes HTTP/1.1 byte by byte: paths, header names and repetitions that a well-behaved client
 * refuses to send.
 */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final URI base;
    private final SSLSocket socket;

    public RawClient(URI base, SSLContext tls, Optional<InetAddress> address) {
        this(
                base,
                tls,
                address,
                new InetSocketAddress(base.getHost(), base.getPort() < 0 ? 443 : base.getPort()));
    }

    /** Connects to a place that the name does not stand for, one gateway of many. */
    public RawClient(
            URI base, SSLContext tls, Optional<InetAddress> address, InetSocketAddress gateway) {
        this.base = base;
        try {
            Socket plain = new Socket();
            if (address.isPresent()) {
                plain.bind(new InetSocketAddress(address.get(), 0));
            }
            plain.connect(gateway, 5_000);
            socket =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(plain, base.getHost(), base.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MS);
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to " + base + " at " + gateway, e);
        }
    }

    /** Sends a call whole and reads its answer; the connection can be used again afterwards. */
    public Answer send(Call call) {
        write(head(call));
        write(call.body().orElse(new byte[0]));
        return read(call);
    }

    /** The head of a call, with Host and the true Content-Length unless the call brings its own. */
    public byte[] head(Call call) {
        StringBuilder head = new StringBuilder(call.method() + " " + call.path() + " HTTP/1.1\r\n");
        if (!has(call, "host")) {
            head.append("Host: ").append(base.getAuthority()).append("\r\n");
        }
        call.headers()
                .forEach(header -> head.append(header.name() + ": " + header.value() + "\r\n"));
        boolean framed = has(call, "content-length") || has(call, "transfer-encoding");
        if (call.body().isPresent() && !framed) {
            head.append("Content-Length: ").append(call.body().get().length).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public void write(byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the gate closed the connection while we wrote", e);
        }
    }

    /** Reads one answer; the call is only kept for messages. */
    public Answer read(Call call) {
        try {
            HttpAnswer answer = HttpAnswer.read(socket.getInputStream(), call.method());
            return new Answer(call, answer.status(), answer.headers(), answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + call.describe(), e);
        }
    }

    /** The answer to a request that is not yet whole, if one comes within the given time. */
    public Optional<Answer> readIfAny(Call call, Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return Optional.of(read(call));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SocketTimeoutException) {
                return Optional.empty();
            }
            throw e;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean has(Call call, String name) {
        return call.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
