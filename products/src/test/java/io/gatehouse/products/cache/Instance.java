// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import com.fasterxml.jackson.core.type.TypeReference;
import com.github.benmanes.caffeine.cache.Ticker;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.products.CacheConfig;
import io.gatehouse.testkit.TestClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One of several instances of a service, as far as its cache in Redis goes. */
final class Instance implements AutoCloseable {
    static final Duration TTL = Duration.ofSeconds(30);

    private static final TypeReference<Sample> TYPE = new TypeReference<>() {};
    // Longer than any stutter of a machine under test, where Redis is to answer.
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final List<ReadResult> results = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final ReadCache<Sample> cache;

    /** What is cached. */
    record Sample(long number, String text, Optional<String> next) {
        static Sample of(long number) {
            return new Sample(number, "text", Optional.empty());
        }
    }

    private Instance(CacheConfig.Redis redis, TestClock clock) {
        RedisCalls calls = new RedisCalls(redis, failures::incrementAndGet, clock::nanoTime);
        cache =
                new ReadCache<>(
                        new RedisStore<>(calls, "sample", TYPE, TTL, UUID::randomUUID, clock),
                        TTL,
                        results::add,
                        clock,
                        Ticker.systemTicker());
    }

    /** Of a Redis that answers. */
    static Instance at(int port, TestClock clock) {
        return new Instance(redis(port, Optional.empty(), PATIENT), clock);
    }

    /** Of a Redis that may not answer. */
    static Instance hasty(int port, TestClock clock) {
        return new Instance(redis(port, Optional.empty(), Duration.ofMillis(100)), clock);
    }

    static Instance at(int port, Path credentials, TestClock clock) {
        return new Instance(
                redis(
                        port,
                        Optional.of(new SecretFile("some.credentials-file", credentials)),
                        PATIENT),
                clock);
    }

    /** Of a Redis that is spoken to over TLS, under this name. */
    static Instance overTls(String host, int port, Path trust, TestClock clock) {
        URI url = URI.create("rediss://" + host + ":" + port);
        return new Instance(
                new CacheConfig.Redis(
                        Optional.of(url), Optional.empty(), Optional.of(trust), PATIENT),
                clock);
    }

    private static CacheConfig.Redis redis(
            int port, Optional<SecretFile> credentials, Duration timeout) {
        URI url = URI.create("redis://127.0.0.1:" + port);
        return new CacheConfig.Redis(Optional.of(url), credentials, Optional.empty(), timeout);
    }

    ReadCache<Sample> cache() {
        return cache;
    }

    List<ReadResult> results() {
        return results;
    }

    ReadResult lastResult() {
        return results.getLast();
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        cache.close();
    }
}
