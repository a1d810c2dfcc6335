// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.work.Lease;
import io.gatehouse.testkit.DatabaseExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets which row, for how long, and who gets it when a holder never comes back. */
@ExtendWith(DatabaseExtension.class)
class LeasedRowsIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant OPENED = NOW.minusSeconds(60);
    private static final Lease LEASE = new Lease(Duration.ofSeconds(6), Duration.ofSeconds(3));
    private static final int WORKERS = 4;

    private final LeasedRows rows = new LeasedRows(new QueueTable("open_task"));
    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = SampleDatabase.open(WORKERS);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        transactions.run(session ->
                session.createNativeMutationQuery("DELETE FROM open_task").executeUpdate());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void takeWhenSeveralAreDueThenTheOneThatWaitedLongest() {
        insert(NOW.minusSeconds(1));
        UUID oldest = insert(NOW.minusSeconds(2));

        assertThat(take(NOW)).contains(oldest);
    }

    @Test
    void takeWhenFinishedOrHeldThenNone() {
        finish(insert(NOW.minusSeconds(1)));
        insert(NOW.plusSeconds(1));

        assertThat(take(NOW)).isEmpty();
    }

    @Test
    void takeWhenTheHolderNeverComesBackThenGivenToTheNextAfterEachLease() {
        UUID id = insert(NOW);

        assertThat(take(NOW)).contains(id);
        assertThat(take(NOW.plusMillis(999))).isEmpty();
        assertThat(take(NOW.plusSeconds(1))).contains(id);
        assertThat(take(NOW.plusMillis(2999))).isEmpty();
        assertThat(take(NOW.plusSeconds(3))).contains(id);
    }

    @Test
    void oldestWhenSomeAreOpenThenSinceWhen() {
        assertThat(transactions.read(rows::oldest)).isEmpty();

        insert(NOW);

        assertThat(transactions.read(rows::oldest)).contains(OPENED);
    }

    @Test
    void sealedSourceWhenAddedWithOneThenTheSameBytesUntilTheRowGoes() {
        byte[] sealed = {0, 1, -1};
        UUID id = insert(Optional.of(sealed));
        insert(Optional.of(new byte[] {2}));

        assertThat(sealedSource(id)).hasValue(sealed);

        finish(id);

        assertThat(sealedSource(id)).isEmpty();
    }

    @Test
    void sealedSourceWhenAddedWithoutOneThenEmpty() {
        assertThat(sealedSource(insert(Optional.empty()))).isEmpty();
        assertThat(sealedSource(insert(NOW))).isEmpty();
    }

    @Test
    void takeWhenTheRowHasASealedSourceThenLeasedLikeAnyOther() {
        UUID id = insert(Optional.of(new byte[] {1}));

        assertThat(take(NOW)).contains(id);
        assertThat(take(NOW)).isEmpty();
        assertThat(transactions.read(rows::oldest)).contains(OPENED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "task",
                "open_",
                "open_a; DELETE FROM b",
                "OPEN_A",
                "open_a_b",
                "open_1"
            })
    void queueTableWhenItCouldBeMoreThanANameThenRefused(String name) {
        assertThatThrownBy(() -> new QueueTable(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takeWhenTheTransactionFailsThenTheRowIsFree() {
        UUID id = insert(NOW);
        try {
            transactions.run(session -> {
                rows.take(session, LEASE, NOW);
                throw new IllegalStateException("died");
            });
        } catch (IllegalStateException died) {
            assertThat(died).hasMessage("died");
        }

        assertThat(take(NOW)).contains(id);
    }

    @Test
    void takeWhenManyAskAtOnceThenEachRowHasOneHolder() throws Exception {
        List<UUID> all = IntStream.range(0, 20).mapToObj(_ -> insert(NOW)).toList();
        List<UUID> taken = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier together = new CyclicBarrier(WORKERS);

        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                done.add(
                        workers.submit(() -> {
                            together.await();
                            for (Optional<UUID> id = take(NOW); id.isPresent(); id = take(NOW)) {
                                taken.add(id.get());
                            }
                            return taken;
                        }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }

        assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
    }

    private Optional<UUID> take(Instant now) {
        return transactions.run(session -> rows.take(session, LEASE, now));
    }

    private void finish(UUID id) {
        transactions.run(session -> {
            rows.remove(session, id);
            return id;
        });
    }

    private UUID insert(Instant leasedUntil) {
        UUID id = UUID.randomUUID();
        return transactions.run(session -> {
            rows.add(session, id, OPENED, leasedUntil);
            return id;
        });
    }

    private UUID insert(Optional<byte[]> sealedSource) {
        UUID id = UUID.randomUUID();
        return transactions.run(session -> {
            rows.add(session, id, sealedSource, OPENED, NOW);
            return id;
        });
    }

    private Optional<byte[]> sealedSource(UUID id) {
        return transactions.read(session -> rows.sealedSource(session, id));
    }
}
