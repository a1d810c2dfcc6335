// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.ProblemCode;
import io.gatehouse.common.web.ProblemException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedWorkTest {
    @Test
    void startWhenARoundFailsThenTheNextOnesStillCome() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(3);
        Runnable failing =
                () -> {
                    rounds.countDown();
                    throw new IllegalStateException("bad round");
                };

        try (RepeatedWork work =
                new RepeatedWork("test", Duration.ofMillis(1), new Random(1), failing)) {
            work.start();

            assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void startAtOnceWhenTheIntervalIsLongThenTheFirstRoundDoesNotWait()
            throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(1);

        try (RepeatedWork work =
                new RepeatedWork("test", Duration.ofDays(1), new Random(1), rounds::countDown)) {
            work.startAtOnce();

            assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void roundWhenItFailsThenTheCallerGoesOn() {
        AtomicInteger rounds = new AtomicInteger();
        RepeatedWork work =
                new RepeatedWork(
                        "test",
                        Duration.ofDays(1),
                        new Random(1),
                        () -> {
                            rounds.incrementAndGet();
                            throw new ProblemException(ProblemCode.UNAVAILABLE, "away");
                        });

        work.round();
        work.round();

        assertThat(rounds.get()).isEqualTo(2);
    }

    @Test
    void closeWhenARoundIsUnderWayThenWaitsForItAndStartsNoOther() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        RepeatedWork work =
                new RepeatedWork(
                        "test",
                        Duration.ofMillis(1),
                        new Random(1),
                        () -> {
                            begun.countDown();
                            ended.incrementAndGet();
                        });
        work.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        work.close();

        int rounds = ended.get();
        assertThat(rounds).isPositive();
        work.close();
        assertThat(ended.get()).isEqualTo(rounds);
    }

    @Test
    void closeWhenNeverStartedThenReturns() {
        RepeatedWork work = new RepeatedWork("test", Duration.ofHours(1), new Random(1), () -> {});

        work.close();

        assertThat(work).isNotNull();
    }
}
