// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.testkit.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
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
    void atOnceWhenTheIntervalIsLongThenTheFirstRoundDoesNotWait() throws InterruptedException {
        CountDownLatch rounds = new CountDownLatch(1);

        try (RepeatedWork work =
                new RepeatedWork("test", Duration.ofDays(1), new Random(1), rounds::countDown)) {
            work.atOnce().start();

            assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void startWhenARoundFailsThenTheNextOneDoesNotWaitForTheInterval() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        CountDownLatch succeeded = new CountDownLatch(1);
        Runnable failingFirst =
                () -> {
                    if (rounds.incrementAndGet() == 1) {
                        away();
                    }
                    succeeded.countDown();
                };

        try (RepeatedWork work =
                new RepeatedWork("test", Duration.ofDays(1), new Random(1), failingFirst)) {
            work.atOnce().start();

            assertThat(succeeded.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(rounds).hasValue(2);
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
    void roundWhenOneFaultLastsThenToldOnceAndCountedEachTime() {
        Queue<Runnable> rounds =
                new ArrayDeque<>(
                        List.of(
                                RepeatedWorkTest::away,
                                RepeatedWorkTest::away,
                                RepeatedWorkTest::broken,
                                RepeatedWorkTest::broken,
                                () -> {},
                                () -> {},
                                RepeatedWorkTest::away));
        RepeatedWork work =
                new RepeatedWork(
                        "test", Duration.ofDays(1), new Random(1), () -> rounds.remove().run());

        try (CapturedLog log = new CapturedLog(RepeatedWork.class.getName())) {
            while (!rounds.isEmpty()) {
                work.round();
            }
            assertThat(log.levels())
                    .containsExactly(Level.WARNING, Level.SEVERE, Level.INFO, Level.WARNING);
        }

        assertThat(work.failures()).isEqualTo(5);
    }

    @Test
    void wakeWhenTheIntervalIsLongThenTheNextRoundDoesNotWait() throws InterruptedException {
        Semaphore rounds = new Semaphore(0);

        try (RepeatedWork work =
                new RepeatedWork("test", Duration.ofDays(1), new Random(1), rounds::release)) {
            work.start();
            work.wake();
            assertThat(rounds.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            work.wake();

            assertThat(rounds.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        }
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
    void beforeServingWhenStartedThenTheFirstRoundIsDone() {
        AtomicInteger rounds = new AtomicInteger();
        try (RepeatedWork work =
                new RepeatedWork(
                        "test", Duration.ofDays(1), new Random(1), rounds::incrementAndGet)) {
            work.beforeServing().start();

            assertThat(rounds).hasValue(1);
        }
    }

    @Test
    void asLongAsWhenNotNeededAnyMoreThenEndsByItself() throws InterruptedException {
        AtomicInteger left = new AtomicInteger(3);
        CountDownLatch last = new CountDownLatch(1);
        RepeatedWork work =
                new RepeatedWork(
                        "test",
                        Duration.ofMillis(1),
                        new Random(1),
                        () -> {
                            if (left.decrementAndGet() == 0) {
                                last.countDown();
                            }
                        });
        work.asLongAs(() -> left.get() > 0).start();

        assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
        work.close();

        assertThat(left).hasValue(0);
        assertThat(work.isNeeded()).isFalse();
    }

    @Test
    void closeWhenNeverStartedThenReturns() {
        RepeatedWork work = new RepeatedWork("test", Duration.ofHours(1), new Random(1), () -> {});

        work.close();

        assertThat(work).isNotNull();
    }

    private static void away() {
        throw new ProblemException(ProblemCode.UNAVAILABLE, "away");
    }

    private static void broken() {
        throw new AssertionError("broken");
    }
}
