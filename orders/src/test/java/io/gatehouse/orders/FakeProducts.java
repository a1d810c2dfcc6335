// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Products as orders sees it, once per JVM: notes every release and answers as it is told. */
final class FakeProducts implements BeforeAllCallback {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<byte[]> BODIES = new CopyOnWriteArrayList<>();
    private static volatile int status = 204;
    private static HttpServer server;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (server == null) {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = HttpServer.create(free, 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/microservice/products/release", FakeProducts::release);
            server.start();
            System.setProperty(
                    "orders.products-url", "http://localhost:" + server.getAddress().getPort());
        }
        status = 204;
    }

    static void answer(int next) {
        status = next;
    }

    static long releases(UUID orderId) {
        return BODIES.stream().filter(body -> orderId.equals(orderId(body))).count();
    }

    static List<byte[]> bodies() {
        return List.copyOf(BODIES);
    }

    private static UUID orderId(byte[] body) {
        try {
            return UUID.fromString(JSON.readTree(body).path("orderId").asText());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private static void release(HttpExchange exchange) throws IOException {
        try (exchange) {
            BODIES.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
