// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A gate that answers what it was told to and remembers what it was asked. */
final class FakeGate implements AutoCloseable {

    private static final int CUT = -1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private volatile Function<String, Optional<Reply>> otherwise = call -> Optional.empty();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeGate() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers what no reply was given for. */
    FakeGate otherwise(Function<String, Optional<Reply>> replier) {
        otherwise = replier;
        return this;
    }

    /** The replies are given in turn; the last one stays. */
    FakeGate on(String call, Reply... inTurn) {
        replies.put(call, new ArrayDeque<>(List.of(inTurn)));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Request> requests(String call) {
        return requests.stream().filter(request -> request.call().equals(call)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(
                new Request(
                        call,
                        body,
                        header(exchange, "Authorization"),
                        header(exchange, "Idempotency-Key"),
                        header(exchange, "X-Request-Reason")));
        Reply reply = next(call);
        if (reply.status() == CUT) {
            exchange.close();
            return;
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private synchronized Reply next(String call) {
        Deque<Reply> inTurn = replies.get(call);
        if (inTurn == null) {
            return otherwise.apply(call).orElseGet(() -> problem(404, "not_found", "Not found"));
        }
        return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
    }

    static Reply ok(String body) {
        return new Reply(200, body, Map.of("Content-Type", "application/json"));
    }

    static Reply status(int status, String body) {
        return new Reply(status, body, Map.of("Content-Type", "application/json"));
    }

    static Reply problem(int status, String code, String title) {
        String body =
                """
                {"title":"%s","status":%d,"code":"%s","requestId":"req-1"}\
                """
                        .formatted(title, status, code);
        return new Reply(status, body, Map.of("Content-Type", "application/problem+json"));
    }

    /** The connection ends after the request was read and before any answer. */
    static Reply cut() {
        return new Reply(CUT, "", Map.of());
    }

    record Request(
            String call,
            String body,
            Optional<String> authorization,
            Optional<String> idempotencyKey,
            Optional<String> reason) {}

    record Reply(int status, String body, Map<String, String> headers) {

        Reply with(String header, String value) {
            Map<String, String> more = new ConcurrentHashMap<>(headers);
            more.put(header, value);
            return new Reply(status, body, Map.copyOf(more));
        }
    }
}
