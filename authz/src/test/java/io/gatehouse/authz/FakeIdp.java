// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpExchange;
import io.gatehouse.authz.token.TestTokens;
import io.gatehouse.common.seal.ApiKey;
import io.gatehouse.testkit.FakeServer;
import io.gatehouse.testkit.FakeServer.Reply;
import io.gatehouse.testkit.FakeServer.Request;
import io.gatehouse.testkit.Tokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The four answers of idp that authz lives on, and the ways they can fail. */
public final class FakeIdp implements AutoCloseable {
    private record Entry(long revision, String kind, String value, Instant expiresAt) {
        String json() {
            return "{\"revision\":%d,\"kind\":\"%s\",\"value\":\"%s\",\"expiresAt\":\"%s\"}"
                    .formatted(revision, kind, value, expiresAt);
        }
    }

    private final FakeServer server =
            new FakeServer()
                    .on("/.well-known/jwks.json", this::keys)
                    .on("/microservice/revocations", this::poll)
                    .on("/microservice/api-keys/exchange", this::exchange)
                    .handle("/microservice/revocations/stream", this::stream);
    private final List<Entry> entries = new ArrayList<>();
    private final List<HttpExchange> streams = new ArrayList<>();
    private final AtomicReference<String> jwks = new AtomicReference<>(Tokens.jwks(TestTokens.KEY));
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger connects = new AtomicInteger();
    private final Map<String, UnaryOperator<Map<String, Object>>> apiKeys =
            new ConcurrentHashMap<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private volatile CountDownLatch exchangeGate = new CountDownLatch(0);
    private long revision = 1;
    private boolean away;
    private boolean deafPolls;

    public URI url() {
        return server.url();
    }

    public void serve(RSAKey... keys) {
        jwks.set(Tokens.jwks(keys));
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

    /** Knows an API key; its tokens have the claims of a customer, as changed by this. */
    public void know(ApiKey key, UnaryOperator<Map<String, Object>> claims) {
        apiKeys.put(key.text(), claims);
    }

    public void forget(ApiKey key) {
        apiKeys.remove(key.text());
    }

    public int exchanges() {
        return exchanges.get();
    }

    /** Lets no exchange end until it is counted down. */
    public CountDownLatch holdExchanges() {
        exchangeGate = new CountDownLatch(1);
        return exchangeGate;
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
        server.close();
    }

    private Reply keys(Request request) {
        keyFetches.incrementAndGet();
        return Reply.json(isAway() ? 503 : 200, jwks.get());
    }

    private Reply exchange(Request request) {
        exchanges.incrementAndGet();
        try {
            exchangeGate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isAway()) {
            return Reply.status(503);
        }
        String key = request.body().replaceFirst("(?s).*\"key\"\\s*:\\s*\"([^\"]*)\".*", "$1");
        return Optional.ofNullable(apiKeys.get(key))
                .map(claims -> claims.apply(TestTokens.claims(Clock.systemUTC(), "customer")))
                .map(claims ->
                        Reply.json(
                                200,
                                "{\"accessToken\": \"%s\", \"expiresIn\": 300}"
                                        .formatted(TestTokens.sign(claims))))
                .orElseGet(() -> Reply.json(401, "{\"code\": \"token_invalid\"}"));
    }

    private synchronized Reply poll(Request request) {
        polls.incrementAndGet();
        return Reply.json(away || deafPolls ? 503 : 200, feed(after(request.target())));
    }

    private void stream(HttpExchange exchange) throws IOException {
        connects.incrementAndGet();
        if (isAway()) {
            FakeServer.write(exchange, Reply.status(503));
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            if (push(exchange, after(exchange.getRequestURI()))) {
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

    private static long after(URI target) {
        return Long.parseLong(target.getQuery().substring("after=".length()));
    }

    private synchronized boolean isAway() {
        return away;
    }
}
