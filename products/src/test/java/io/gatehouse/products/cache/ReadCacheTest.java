// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A cache in one process. */
class ReadCacheTest {
    private static final Duration TTL = Duration.ofSeconds(2);
    private static final UUID READER = UUID.randomUUID();
    private static final String KEY = "first page";

    private final TestClock clock = new TestClock();
    private final List<ReadResult> results = new ArrayList<>();
    private int loads;

    @Test
    void getWhenAskedAgainThenLoadsOnce() {
        ReadCache<Integer> cache = cache(TTL);

        assertThat(read(cache)).isEqualTo(1);
        assertThat(read(cache)).isEqualTo(1);

        assertThat(results).containsExactly(ReadResult.MISS, ReadResult.HIT);
    }

    @Test
    void getWhenAskedForSomethingElseThenLoadsThat() {
        ReadCache<Integer> cache = cache(TTL);
        read(cache);

        assertThat(cache.get(READER, "second page", this::load)).isEqualTo(2);
    }

    @Test
    void getWhenTheMomentIsOverThenLoadsAgain() {
        ReadCache<Integer> cache = cache(TTL);
        read(cache);
        clock.advance(TTL.plusNanos(1));

        assertThat(read(cache)).isEqualTo(2);
    }

    @Test
    void getWhenForgottenThenLoadsAgain() {
        ReadCache<Integer> cache = cache(TTL);
        read(cache);

        assertThat(cache.forget()).isTrue();

        assertThat(read(cache)).isEqualTo(2);
    }

    @Test
    void getWhenAWriteComesDuringTheLoadThenThatValueIsNotReturnedAgain() {
        ReadCache<Integer> cache = cache(TTL);
        cache.get(
                READER,
                KEY,
                () -> {
                    cache.forget();
                    return load();
                });

        assertThat(read(cache)).isEqualTo(2);
    }

    @Test
    void getWhenLoadingTookLongerThanAValueLivesThenItIsNotKept() {
        ReadCache<Integer> cache = cache(TTL);
        cache.get(
                READER,
                KEY,
                () -> {
                    clock.advance(TTL);
                    return load();
                });

        assertThat(read(cache)).isEqualTo(2);
    }

    @Test
    void getWhenTheReaderHasWrittenThenLoadsUntilAllOfBeforeHasExpiredAndOthersDoNot() {
        ReadCache<Integer> cache = cache(TTL);
        UUID writer = UUID.randomUUID();
        read(cache);

        cache.wrote(writer);

        assertThat(cache.get(writer, KEY, this::load)).isEqualTo(2);
        assertThat(read(cache)).isEqualTo(1);
        clock.advance(TTL);
        assertThat(read(cache)).isEqualTo(3);
        assertThat(cache.get(writer, KEY, this::load)).isEqualTo(4);
        clock.advance(TTL);
        assertThat(read(cache)).isEqualTo(5);
        assertThat(cache.get(writer, KEY, this::load)).isEqualTo(5);
        assertThat(results).contains(ReadResult.OWN_WRITE);
    }

    @Test
    void getWhenSwitchedOffThenLoadsEachTime() {
        ReadCache<Integer> cache = cache(Duration.ZERO);

        assertThat(read(cache)).isEqualTo(1);
        assertThat(read(cache)).isEqualTo(2);
    }

    private ReadCache<Integer> cache(Duration ttl) {
        return new ReadCache<>(
                new LocalStore<>(ttl, 10, clock::nanoTime),
                ttl,
                results::add,
                clock,
                clock::nanoTime);
    }

    private int read(ReadCache<Integer> cache) {
        return cache.get(READER, KEY, this::load);
    }

    private int load() {
        loads++;
        return loads;
    }
}
