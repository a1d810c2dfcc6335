// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** One caller of the gate, with a source address of its own where the gate is on this machine. */
public final class Client implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /**
     * As patient as HTTP clients are by default: a gate that is busy accepts late, which is slow.
     */
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private static final int MOST_WAITS = 20;

    private final URI base;
    private final HttpClient http;

    public Client(URI base, SSLContext tls, Optional<InetAddress> address) {
        this(base, tls, address, HttpClient.Version.HTTP_1_1);
    }

    public Client(
            URI base, SSLContext tls, Optional<InetAddress> address, HttpClient.Version version) {
        this.base = base;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(version)
                        .sslContext(tls)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        address.ifPresent(builder::localAddress);
        this.http = builder.build();
    }

    /** Sends once and checks what must hold for every answer. */
    public Answer send(Call call) {
        return unchecked(call).checked();
    }

    /**
     * Sends a call that only prepares a test: the limits are not its matter, so a 429 is waited
     * out.
     */
    public Answer setUp(Call call) {
        Answer answer = send(call);
        for (int waits = 0; answer.status() == 429 && waits < MOST_WAITS; waits++) {
            long seconds = answer.header("retry-after").map(Long::parseLong).orElse(1L);
            LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
            answer = send(call);
        }
        return answer;
    }

    /** Sends once and answers whatever came, even if it breaks a rule of the gate. */
    public Answer unchecked(Call call) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(call.path()))
                        .timeout(LONGEST)
                        .method(
                                call.method(),
                                call.body()
                                        .map(BodyPublishers::ofByteArray)
                                        .orElseGet(BodyPublishers::noBody));
        call.headers().forEach(header -> request.header(header.name(), header.value()));
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(call, answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + call.describe(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
