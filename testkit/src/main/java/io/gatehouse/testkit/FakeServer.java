// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP server on this machine that answers as a test says, and keeps what it was asked. */
public final class FakeServer implements AutoCloseable {
    private static final int NO_BODY = -1;
    private static final int ANY_PORT = 0;
    private static final int BACKLOG = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** A request as it arrived. */
    public record Request(
            String method, URI target, Map<String, List<String>> headers, String body) {

        /** Method and target, such as {@code GET /orders?limit=1}. */
        public String call() {
            return method + " " + target;
        }

        /** The first value of a header, in whatever case its name is. */
        public Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    /** An answer to give. */
    public record Reply(int status, Map<String, String> headers, String body) {
        private static final Reply CUT = new Reply(0, Map.of(), "");

        public static Reply status(int status) {
            return new Reply(status, Map.of(), "");
        }

        public static Reply json(int status, String body) {
            return new Reply(status, Map.of("Content-Type", "application/json"), body);
        }

        /** The connection ends after the request was read and before any answer. */
        public static Reply cut() {
            return CUT;
        }

        public Reply with(String header, String value) {
            Map<String, String> more = new TreeMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }
    }

    /** On a free port, in plain text. */
    public FakeServer() {
        this(open(() -> HttpServer.create(loopback(ANY_PORT), BACKLOG)));
    }

    private FakeServer(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.start();
    }

    /** On a free port, under this certificate. */
    public static FakeServer overTls(SSLContext tls) {
        return overTls(ANY_PORT, tls, false);
    }

    /** On this port, under this certificate, for those who show one that it trusts. */
    public static FakeServer overMutualTls(int port, SSLContext tls) {
        return overTls(port, tls, true);
    }

    private static FakeServer overTls(int port, SSLContext tls, boolean mutual) {
        HttpsServer https = open(() -> HttpsServer.create(loopback(port), BACKLOG));
        https.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters needed = getSSLContext().getDefaultSSLParameters();
                        needed.setNeedClientAuth(mutual);
                        parameters.setSSLParameters(needed);
                    }
                });
        return new FakeServer(https);
    }

    /** What is answered to requests whose path begins so. */
    public FakeServer on(String path, Function<Request, Reply> answer) {
        return handle(
                path,
                exchange -> {
                    try (exchange) {
                        Request request = read(exchange);
                        requests.add(request);
                        write(exchange, answer.apply(request));
                    }
                });
    }

    /** The same for what is no single answer, and is not kept. */
    public FakeServer handle(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return this;
    }

    /** All requests so far, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Requests of one method and target, such as {@code GET /orders?limit=1}. */
    public List<Request> requests(String call) {
        return requests.stream().filter(request -> request.call().equals(call)).toList();
    }

    public URI url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Reads a request whole. */
    public static Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(exchange.getRequestHeaders());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    }

    /** Answers it. */
    public static void write(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.equals(Reply.CUT)) {
            return;
        }
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bodiless ? NO_BODY : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private interface Opening<T> {
        T open() throws IOException;
    }

    private static <T> T open(Opening<T> opening) {
        try {
            return opening.open();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
