// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.authz.token.TestTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The three answers of idp that authz lives on, and the ways they can fail. */
public final class FakeIdp implements AutoCloseable {
    private record Entry(long revision, String kind, String value, Instant expiresAt) {
        String json() {
            return "{\"revision\":%d,\"kind\":\"%s\",\"value\":\"%s\",\"expiresAt\":\"%s\"}"
                    .formatted(revision, kind, value, expiresAt);
        }
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Entry> entries = new ArrayList<>();
    private final List<HttpExchange> streams = new ArrayList<>();
    private final AtomicReference<byte[]> jwks =
            new AtomicReference<>(TestTokens.jwks(TestTokens.KEY));
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger connects = new AtomicInteger();
    private long revision = 1;
    private boolean away;
    private boolean deafPolls;

    public FakeIdp() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/.well-known/jwks.json", this::keys);
        server.createContext("/microservice/revocations/stream", this::stream);
        server.createContext("/microservice/revocations", this::poll);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void serve(RSAKey... keys) {
        jwks.set(TestTokens.jwks(keys));
    }

    public int keyFetches() {
        return keyFetches.get();
    }

    public int polls() {
        return polls.get();
    }

    public int connects() {
        return connects.get();
    }

    /** Adds an entry and tells it on the streams, as idp does after its transaction. */
    public synchronized void revoke(String kind, String value) {
        long before = revision++;
        entries.add(new Entry(revision, kind, value, Instant.now().plusSeconds(300)));
        streams.removeIf(stream -> !push(stream, before));
    }

    /** Adds an entry that only a poll brings. */
    public synchronized void revokeQuietly(String kind, String value) {
        revision++;
        entries.add(new Entry(revision, kind, value, Instant.now().plusSeconds(300)));
    }

    /** Ends all streams, as a restart does. */
    public synchronized void cut() {
        streams.forEach(HttpExchange::close);
        streams.clear();
    }

    /** Restarts the history at a lower revision, with one entry. */
    public synchronized void restore(String kind, String value) {
        entries.clear();
        revision = 0;
        revokeQuietly(kind, value);
    }

    public synchronized void goAway(boolean gone) {
        away = gone;
        if (gone) {
            cut();
        }
    }

    /** Answers polls with 503, so that only the stream speaks. */
    public synchronized void failPolls(boolean fail) {
        deafPolls = fail;
    }

    public synchronized boolean hasStream() {
        return !streams.isEmpty();
    }

    @Override
    public void close() {
        cut();
        server.stop(0);
        executor.shutdownNow();
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        answer(exchange, isAway() ? 503 : 200, jwks.get());
    }

    private void poll(HttpExchange exchange) throws IOException {
        polls.incrementAndGet();
        byte[] body;
        int status;
        synchronized (this) {
            status = away || deafPolls ? 503 : 200;
            body = feed(after(exchange)).getBytes(StandardCharsets.UTF_8);
        }
        answer(exchange, status, body);
    }

    private void stream(HttpExchange exchange) throws IOException {
        connects.incrementAndGet();
        if (isAway()) {
            answer(exchange, 503, new byte[0]);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            if (push(exchange, after(exchange))) {
                streams.add(exchange);
            }
        }
    }

    private boolean push(HttpExchange stream, long after) {
        try {
            OutputStream out = stream.getResponseBody();
            String event =
                    ": hello\nevent: revocations\nid: "
                            + revision
                            + "\ndata: "
                            + feed(after)
                            + "\n\n";
            out.write(event.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String feed(long after) {
        List<String> told =
                entries.stream().filter(e -> e.revision() > after).map(Entry::json).toList();
        return "{\"revision\":%d,\"asOf\":\"%s\",\"entries\":[%s]}"
                .formatted(revision, Instant.now(), String.join(",", told));
    }

    private static long after(HttpExchange exchange) {
        return Long.parseLong(exchange.getRequestURI().getQuery().substring("after=".length()));
    }

    private synchronized boolean isAway() {
        return away;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }
}
