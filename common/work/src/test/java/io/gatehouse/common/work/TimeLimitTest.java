// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimeLimitTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void resultWhenInTimeThenThat() {
        assertThat(new TimeLimit(LONG, threads).result(() -> 1)).contains(1);
    }

    @Test
    void resultWhenItFailsThenNone() {
        TimeLimit limit = new TimeLimit(LONG, threads);

        assertThat(limit.<Integer>result(() -> Integer.parseInt("x"))).isEmpty();
    }

    @Test
    @Timeout(60)
    void resultWhenItNeverEndsThenNoneAndItIsInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);

        var result =
                new TimeLimit(Duration.ofMillis(20), threads)
                        .result(() -> {
                            try {
                                never.await();
                                return 1;
                            } finally {
                                interrupted.countDown();
                            }
                        });

        assertThat(result).isEmpty();
        interrupted.await();
    }

    @Test
    void resultWhenWhoWaitsIsInterruptedThenNoneAndItStaysSo() {
        CountDownLatch never = new CountDownLatch(1);
        Thread.currentThread().interrupt();

        var result =
                new TimeLimit(LONG, threads)
                        .result(() -> {
                            never.await();
                            return 1;
                        });

        assertThat(result).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
