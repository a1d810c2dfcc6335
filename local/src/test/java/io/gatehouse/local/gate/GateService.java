// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.FakeServer.Request;
import io.gatehouse.testkit.Json;
import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Stands in for a service behind the gate: answers with what it received, and asks for a client
 * certificate as the real ones do. {@code ?hold} waits for {@link #release}.
 */
final class GateService implements AutoCloseable {

    private static final String WISH = "x-test-";

    private final FakeServer server;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final String keySet;

    GateService(int port, SSLContext tls, String keySet) {
        this.keySet = keySet;
        this.server = FakeServer.overMutualTls(port, tls).handle("/", this::answer);
    }

    int received() {
        return received.get();
    }

    int mostAtWork() {
        return mostAtWork.get();
    }

    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.incrementAndGet();
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        try (exchange) {
            Request request = FakeServer.read(exchange);
            if ("hold".equals(request.target().getQuery())) {
                released.await();
            }
            String path = request.target().getPath();
            String body = path.equals("/.well-known/jwks.json") ? keySet : echo(exchange, request);
            FakeServer.write(exchange, wished(request, Reply.json(200, body)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atWork.decrementAndGet();
        }
    }

    /** Headers of the answer that the request asks for: {@code x-test-NAME}; empty for none. */
    private static Reply wished(Request request, Reply reply) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(reply.headers());
        headers.put("Server", "stub");
        headers.put("X-Powered-By", "stub");
        request.headers()
                .forEach((name, values) -> {
                    if (name.toLowerCase(Locale.ROOT).startsWith(WISH)) {
                        headers.put(name.substring(WISH.length()), values.getFirst());
                    }
                });
        headers.values().removeIf(String::isEmpty);
        return new Reply(reply.status(), headers, reply.body());
    }

    private static String echo(HttpExchange exchange, Request request) throws IOException {
        Map<String, Object> headers = new TreeMap<>();
        request.headers()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return Json.write(
                Map.of(
                        "method", request.method(),
                        "target", request.target().toString(),
                        "protocol", exchange.getProtocol(),
                        "peer", peer((HttpsExchange) exchange),
                        "headers", headers));
    }

    private static String peer(HttpsExchange exchange) throws IOException {
        X509Certificate certificate =
                (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
        try {
            return certificate.getSubjectAlternativeNames().toString();
        } catch (CertificateParsingException e) {
            throw new IOException(e);
        }
    }
}
