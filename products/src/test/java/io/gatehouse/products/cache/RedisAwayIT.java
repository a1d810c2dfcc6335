// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.products.cache.Instance.Sample;
import io.gatehouse.testkit.CapturedLog;
import io.gatehouse.testkit.Redis;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** A Redis that is away, in each of the ways in which one can be, costs nothing but speed. */
class RedisAwayIT {
    private static final UUID READER = UUID.randomUUID();
    private static final Duration REST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestClock clock = new TestClock();
    private long loads;

    @Test
    void getWhenRedisIsAwayAtTheStartThenLoadsAndTriesOnceInAWhileAndUsesItWhenItComes() {
        try (Redis redis = Redis.stopped();
                Instance instance = Instance.hasty(redis.port(), clock);
                CapturedLog log = new CapturedLog(RedisCalls.class.getName())) {
            assertThat(read(instance)).isEqualTo(1);
            assertThat(read(instance)).isEqualTo(2);
            assertThat(instance.cache().forget()).isFalse();
            assertThat(instance.failures()).isEqualTo(1);
            clock.advance(REST);
            read(instance);
            read(instance);
            assertThat(instance.failures()).isEqualTo(2);

            redis.start();

            awaitHit(instance);
            assertThat(log.levels()).startsWith(Level.WARNING, Level.INFO);
        }
    }

    @Test
    void getWhenRedisDiesInBetweenThenLoadsAndUsesItWhenItIsBack() {
        try (Redis redis = Redis.started();
                Instance instance = Instance.hasty(redis.port(), clock)) {
            awaitHit(instance);

            redis.kill();
            long before = loads;
            assertThat(read(instance)).isEqualTo(before + 1);
            assertThat(instance.lastResult()).isEqualTo(ReadResult.AWAY);
            redis.start();

            awaitHit(instance);
        }
    }

    @Test
    void getWhenRedisHangsThenLoadsAndUsesItWhenItGoesOn() {
        try (Redis redis = Redis.started();
                Instance instance = Instance.hasty(redis.port(), clock)) {
            awaitHit(instance);

            redis.freeze();
            long before = loads;
            assertThat(read(instance)).isEqualTo(before + 1);
            assertThat(read(instance)).isEqualTo(before + 2);
            instance.cache().wrote(READER);
            assertThat(instance.cache().forget()).isFalse();
            assertThat(instance.failures()).isPositive();
            redis.thaw();

            UUID another = UUID.randomUUID();
            await().atMost(PATIENCE).until(() -> isHit(instance, another));
        }
    }

    @Test
    void getWhenTheServerNeverAnswersThenLoads() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Instance instance = Instance.hasty(silent.getLocalPort(), clock)) {
            assertThat(read(instance)).isEqualTo(1);
            clock.advance(REST);
            assertThat(read(instance)).isEqualTo(2);

            assertThat(instance.failures()).isEqualTo(2);
            assertThat(instance.results()).containsOnly(ReadResult.AWAY);
        }
    }

    @Test
    void getWhenTheServerSpeaksSomethingElseThenLoads() throws IOException {
        try (ServerSocket babbling = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Instance instance = Instance.hasty(babbling.getLocalPort(), clock)) {
            Thread.startVirtualThread(() -> babble(babbling));

            assertThat(read(instance)).isEqualTo(1);
            clock.advance(REST);
            assertThat(read(instance)).isEqualTo(2);

            assertThat(instance.results()).containsOnly(ReadResult.AWAY);
        }
    }

    @Test
    void getWhenTheWriterCouldNotReachRedisThenItsOwnInstanceStillReadsPastIt() {
        try (Redis redis = Redis.started();
                Instance instance = Instance.hasty(redis.port(), clock)) {
            awaitHit(instance);
            redis.kill();
            instance.cache().wrote(READER);
            redis.start();
            awaitHit(instance, UUID.randomUUID());

            long before = loads;
            assertThat(read(instance)).isEqualTo(before + 1);
            assertThat(instance.lastResult()).isEqualTo(ReadResult.OWN_WRITE);
        }
    }

    private void awaitHit(Instance instance) {
        awaitHit(instance, READER);
    }

    private void awaitHit(Instance instance, UUID reader) {
        await().atMost(PATIENCE).until(() -> isHit(instance, reader));
    }

    private boolean isHit(Instance instance, UUID reader) {
        clock.advance(REST);
        instance.cache().get(reader, "page", this::load);
        return instance.lastResult() == ReadResult.HIT;
    }

    private long read(Instance instance) {
        return instance.cache().get(READER, "page", this::load).number();
    }

    private Sample load() {
        loads++;
        return Sample.of(loads);
    }

    private static void babble(ServerSocket door) {
        try {
            while (true) {
                try (Socket client = door.accept()) {
                    client.getOutputStream()
                            .write(
                                    "HTTP/1.1 400 Bad Request\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
