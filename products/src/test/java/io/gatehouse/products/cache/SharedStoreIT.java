// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.products.cache.Instance.Sample;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Redis;
import io.gatehouse.testkit.TestClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two instances that share a Redis. */
class SharedStoreIT {
    private static final UUID READER = UUID.randomUUID();
    private static final String KEY = "page";
    private static final String STORED = "sample:value:" + KEY;
    private static final int ROUNDS = 200;

    private static Redis redis;
    private static RedisClient client;
    private static StatefulRedisConnection<String, String> direct;

    private final TestClock clock = new TestClock();
    private final AtomicLong database = new AtomicLong();
    private Instance one;
    private Instance other;

    @BeforeAll
    static void start() {
        redis = Redis.started();
        client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
        direct = client.connect();
    }

    @AfterAll
    static void stop() {
        client.shutdown();
        redis.close();
    }

    @BeforeEach
    void open() {
        direct.sync().flushall();
        one = Instance.at(redis.port(), clock);
        other = Instance.at(redis.port(), clock);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void getWhenTheOtherInstanceHasLoadedThenLoadsNothing() {
        Sample full = new Sample(7, "Grüße, \"quoted\"", Optional.of("more"));
        one.cache().get(READER, KEY, () -> full);

        assertThat(other.cache().get(READER, KEY, this::load)).isEqualTo(full);
        assertThat(other.results()).containsExactly(ReadResult.HIT);
    }

    @Test
    void getWhenTheMomentIsOverThenLoadsAgain() {
        read(one);
        database.set(1);
        clock.advance(Instance.TTL);

        assertThat(read(other)).isEqualTo(1);
    }

    @Test
    void keepWhenStoredThenRedisDropsIt() {
        read(one);
        one.cache().wrote(READER);
        one.cache().forget();

        assertThat(direct.sync().keys("*"))
                .hasSize(3)
                .allSatisfy(key ->
                        assertThat(direct.sync().pttl(key))
                                .isBetween(
                                        1L,
                                        ReadCache.untilAllHaveExpired(Instance.TTL).toMillis()));
    }

    @Test
    void getWhenTheOtherInstanceForgetsThenLoadsAgain() {
        read(one);
        database.set(1);

        assertThat(other.cache().forget()).isTrue();

        assertThat(read(one)).isEqualTo(1);
        assertThat(read(other)).isEqualTo(1);
    }

    @Test
    void getWhenAWriteComesDuringTheLoadThenThatValueIsNotReturnedAgain() {
        one.cache()
                .get(
                        READER,
                        KEY,
                        () -> {
                            Sample old = load();
                            database.set(1);
                            other.cache().forget();
                            return old;
                        });

        assertThat(read(one)).isEqualTo(1);
        assertThat(read(other)).isEqualTo(1);
    }

    @Test
    void getWhenTheReaderHasWrittenAtTheOtherInstanceThenSeesItAndOthersMaySeeWhatWas() {
        UUID buyer = UUID.randomUUID();
        read(one);
        database.set(1);

        other.cache().wrote(buyer);

        assertThat(one.cache().get(buyer, KEY, this::load).number()).isEqualTo(1);
        assertThat(one.lastResult()).isEqualTo(ReadResult.OWN_WRITE);
        assertThat(read(one)).isZero();
    }

    @Test
    void getWhenRedisStoresAValueLateThenItIsNotReturnedAfterItsTime() {
        try (Instance hasty = Instance.hasty(redis.port(), clock)) {
            hasty.cache()
                    .get(
                            READER,
                            KEY,
                            () -> {
                                redis.freeze();
                                return load();
                            });
        }
        database.set(1);
        clock.advance(Instance.TTL);
        redis.thaw();

        assertThat(read(other)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "[]",
                "{}",
                "{\"generation\":\"\",\"until\":9999999999999}",
                "{\"generation\":\"\",\"until\":9999999999999,\"value\":null}",
                "{\"generation\":\"\",\"until\":9999999999999,\"value\":{\"text\":\"a\"}}",
                "{\"generation\":\"\",\"until\":9999999999999,\"value\":{\"number\":1}}",
                "{\"generation\":\"\",\"until\":9999999999999,\"value\":{\"number\":\"1\",\"text\":\"a\"}}",
                "{\"generation\":\"x\",\"until\":9999999999999,\"value\":{\"number\":1,\"text\":\"a\"}}",
                "{\"generation\":\"\",\"until\":1,\"value\":{\"number\":1,\"text\":\"a\"}}"
            })
    void getWhenSomethingElseIsStoredThenLoadsAndReplacesIt(String stored) {
        direct.sync().set(STORED, stored);
        database.set(5);

        assertThat(read(one)).isEqualTo(5);
        database.set(6);

        assertThat(one.results()).containsExactly(ReadResult.MISS);
        assertThat(read(one)).isEqualTo(5);
    }

    @Test
    void getWhenANewerVersionHasStoredMoreThenIgnoresThat() {
        direct.sync()
                .set(
                        STORED,
                        """
                        {"generation":"","until":9999999999999,"more":[1],
                         "value":{"number":4,"text":"a","next":"b","more":{"c":1}}}
                        """);

        assertThat(one.cache().get(READER, KEY, this::load))
                .isEqualTo(new Sample(4, "a", Optional.of("b")));
    }

    @Test
    void getWhenAKeyIsOfAnotherTypeThenLoads() {
        direct.sync().lpush(STORED, "x");

        assertThat(read(one)).isZero();
    }

    @Test
    void getWhenRedisWantsAUserThenSignsInAndNeedsNoOtherRights(@TempDir Path folder)
            throws IOException {
        Path credentials = Files.writeString(folder.resolve("redis"), "products:s3:cret\n");
        String[] users = {
            "--user",
            "default",
            "off",
            "--user",
            "products",
            "on",
            ">s3:cret",
            "~sample:*",
            "-@all",
            "+ping",
            "+mget",
            "+set"
        };
        try (Redis closed = Redis.started(users);
                Instance known = Instance.at(closed.port(), credentials, clock);
                Instance unknown = Instance.at(closed.port(), clock)) {
            read(known);
            read(known);
            read(unknown);

            assertThat(known.results()).containsExactly(ReadResult.MISS, ReadResult.HIT);
            assertThat(unknown.results()).containsExactly(ReadResult.AWAY);
        }
    }

    /**
     * Numbers only grow, so that a reader who sees a smaller one than the own write, sees it go
     * back.
     */
    @Test
    void getWhenManyWriteAndReadAtBothInstancesThenNobodySeesAnOwnWriteGoBack() {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Instance here = i % 2 == 0 ? one : other;
            Instance there = i % 2 == 0 ? other : one;
            all.add(() -> buyAndRead(here, there));
            all.add(() -> changeAndRead(here, there));
            all.add(() -> readOnly(here, there));
        }

        assertThat(Parallel.all(all)).containsOnly(true);
        assertThat(one.results()).contains(ReadResult.HIT);
        assertThat(one.failures() + other.failures()).isZero();
    }

    private boolean buyAndRead(Instance here, Instance there) {
        boolean seen = true;
        for (int i = 0; i < ROUNDS; i++) {
            UUID buyer = UUID.randomUUID();
            long written = database.incrementAndGet();
            here.cache().wrote(buyer);
            seen &= there.cache().get(buyer, KEY, this::load).number() >= written;
            seen &= here.cache().get(buyer, KEY, this::load).number() >= written;
        }
        return seen;
    }

    private boolean changeAndRead(Instance here, Instance there) {
        boolean seen = true;
        for (int i = 0; i < ROUNDS; i++) {
            long written = database.incrementAndGet();
            here.cache().forget();
            seen &= read(there) >= written;
            seen &= read(here) >= written;
        }
        return seen;
    }

    private boolean readOnly(Instance here, Instance there) {
        for (int i = 0; i < ROUNDS; i++) {
            read(here);
            read(there);
        }
        return true;
    }

    private long read(Instance instance) {
        return instance.cache().get(READER, KEY, this::load).number();
    }

    private Sample load() {
        return Sample.of(database.get());
    }
}
