// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.TestClock;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
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
    void takeWhenManyAskAtOnceThenOneGetsIt() {
        List<Leases> instances = Stream.generate(this::instance).limit(6).toList();
        List<Boolean> taken = Parallel.all(instances.stream().map(this::taking).toList());

        assertThat(taken).containsOnlyOnce(true);
    }

    private Callable<Boolean> taking(Leases leases) {
        return () -> leases.take(name, HOLD);
    }

    private Leases instance() {
        return new Leases(CDI.current().select(Transactions.class).get(), clock);
    }
}
