// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.testkit.TestClock;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One instance of several does a piece of work, until it no longer asks for it. */
@ExtendWith(IdpServer.class)
class LeasesIT {
    private static final Duration HOLD = Duration.ofSeconds(30);

    private final String name = "test-" + UUID.randomUUID();
    private final TestClock clock = new TestClock();
    private final Leases mine = instance();
    private final Leases others = instance();

    @Test
    void takeWhenAnotherHoldsItThenRefusedAndTheHolderMayGoOn() {
        assertThat(mine.take(name, HOLD)).isTrue();
        clock.advance(HOLD);

        assertThat(others.take(name, HOLD)).isFalse();
        assertThat(mine.take(name, HOLD)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(others.take(name, HOLD)).isFalse();
    }

    @Test
    void takeWhenTheHolderNeverComesBackThenAnotherGetsItAndTheFirstHasLostIt() {
        mine.take(name, HOLD);
        clock.advance(HOLD.plusMillis(1));

        assertThat(others.take(name, HOLD)).isTrue();
        assertThat(mine.take(name, HOLD)).isFalse();
    }

    @Test
    void takeWhenManyAskAtOnceThenOneGetsIt() throws ExecutionException, InterruptedException {
        List<Leases> instances = Stream.generate(this::instance).limit(6).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> asked =
                    instances.stream()
                            .map(leases -> threads.submit(() -> leases.take(name, HOLD)))
                            .toList();
            int holders = 0;
            for (Future<Boolean> one : asked) {
                holders += one.get() ? 1 : 0;
            }

            assertThat(holders).isEqualTo(1);
        }
    }

    private Leases instance() {
        return new Leases(CDI.current().select(Transactions.class).get(), clock);
    }
}
