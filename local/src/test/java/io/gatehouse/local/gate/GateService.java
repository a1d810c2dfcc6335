// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.local.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Stands in for a service behind the gate: answers with what it received, and asks for a client
 * certificate as the real ones do. {@code ?hold} waits for {@link #release}.
 */
final class GateService implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WISH = "x-test-";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();
    private final AtomicInteger received = new AtomicInteger();
    private final String keySet;

    GateService(int port, SSLContext tls, String keySet) throws IOException {
        this.keySet = keySet;
        this.server =
                HttpsServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters needed = getSSLContext().getDefaultSSLParameters();
                        needed.setNeedClientAuth(true);
                        parameters.setSSLParameters(needed);
                    }
                });
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
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
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.incrementAndGet();
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if ("hold".equals(exchange.getRequestURI().getQuery())) {
                released.await();
            }
            String path = exchange.getRequestURI().getPath();
            byte[] body =
                    (path.equals("/.well-known/jwks.json") ? keySet : echo(exchange))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Server", "stub");
            exchange.getResponseHeaders().set("X-Powered-By", "stub");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            wished(exchange);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(200, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            atWork.decrementAndGet();
        }
    }

    /** Headers of the answer that the request asks for: {@code x-test-NAME}. */
    private static void wished(HttpExchange exchange) {
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    String wish = name.toLowerCase(Locale.ROOT);
                    if (wish.startsWith(WISH) && !values.getFirst().isEmpty()) {
                        exchange.getResponseHeaders()
                                .set(wish.substring(WISH.length()), values.getFirst());
                    } else if (wish.startsWith(WISH)) {
                        exchange.getResponseHeaders().remove(wish.substring(WISH.length()));
                    }
                });
    }

    private static String echo(HttpExchange exchange) throws IOException {
        Map<String, Object> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return JSON.writeValueAsString(
                Map.of(
                        "method", exchange.getRequestMethod(),
                        "target", exchange.getRequestURI().toString(),
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
