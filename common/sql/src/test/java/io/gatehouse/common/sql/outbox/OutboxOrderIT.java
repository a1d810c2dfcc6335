// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.common.sql.Database;
import io.gatehouse.common.sql.SampleDatabase;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.metrics.RegistryFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Writers and relays of several instances at once, with deliveries that fail. */
@ExtendWith(DatabaseExtension.class)
class OutboxOrderIT {
    private static final String TOPIC = "numbers";
    private static final int KEYS = 3;
    private static final int WRITERS_OF_A_KEY = 3;
    private static final int NUMBERS_OF_A_WRITER = 10;
    private static final int RELAYS = 3;
    private static final int ONE_FAILS_OF = 5;
    private static final int MANY = 100_000;
    private static final OutboxConfig CONFIG =
            new OutboxConfig(
                    Duration.ofSeconds(1),
                    MANY,
                    Duration.ofSeconds(60),
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), _ -> Duration.ZERO),
                    OutboxConfig.Order.KEPT);

    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    private final Outbox outbox = new Outbox(clock, UUID::randomUUID);
    private final Map<String, List<Long>> delivered = new ConcurrentHashMap<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger writing = new AtomicInteger();
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final AtomicInteger overlaps = new AtomicInteger();
    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = SampleDatabase.open(8);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        Rows.update("DELETE FROM outbox_message");
        Rows.update("DELETE FROM outbox_stream");
        Rows.update("DELETE FROM counter");
        IntStream.range(0, KEYS)
                .forEach(key -> Rows.update("INSERT INTO counter (id, value) VALUES (?, 0)", key));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void roundsWhenManyWriteAndDeliverAtOnceThenEachKeyIsInTheOrderOfItsCommits() {
        int writers = KEYS * WRITERS_OF_A_KEY;
        writing.set(writers);
        List<Callable<Boolean>> all = new ArrayList<>();
        IntStream.range(0, writers).forEach(writer -> all.add(() -> write(writer % KEYS)));
        Stream.generate(this::relay).limit(RELAYS).forEach(relay -> all.add(() -> run(relay)));

        Parallel.all(all);

        long last = (long) WRITERS_OF_A_KEY * NUMBERS_OF_A_WRITER;
        assertThat(delivered).hasSize(KEYS);
        assertThat(delivered.values())
                .allSatisfy(numbers -> {
                    assertThat(numbers).isSorted();
                    assertThat(numbers.stream().distinct())
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, last).boxed().toList());
                });
        assertThat(overlaps).hasValue(0);
        assertThat(deliveries.get()).isGreaterThan((int) last * KEYS);
        assertThat(Rows.count("SELECT count(*) FROM outbox_message")).isZero();
        assertThat(Rows.count("SELECT count(*) FROM outbox_stream")).isZero();
    }

    /** Counts up in the row of a key; the message of a transaction is the number it committed. */
    private boolean write(int key) {
        for (int i = 0; i < NUMBERS_OF_A_WRITER; ) {
            if (isCounted(key)) {
                i++;
            }
        }
        writing.decrementAndGet();
        return true;
    }

    private boolean isCounted(int key) {
        try {
            transactions.run(session -> {
                outbox.add(session, TOPIC, "key" + key, Long.toString(next(session, key)));
                return key;
            });
            return true;
        } catch (RuntimeException conflictsDidNotEnd) {
            return false;
        }
    }

    private static long next(StatelessSession session, int key) {
        return session.createNativeQuery(
                        "UPDATE counter SET value = value + 1 WHERE id = :id RETURNING value",
                        Long.class)
                .setParameter("id", (long) key)
                .getSingleResult();
    }

    private boolean run(OutboxRelay relay) {
        boolean wasLast = false;
        while (!wasLast) {
            // Asked before the round, which then sees all that was written.
            wasLast = writing.get() == 0 && count("SELECT count(*) FROM outbox_message") == 0;
            relay.round();
        }
        return true;
    }

    /** Repeated when it meets the others, as every read is while they write. */
    private long count(String sql) {
        return transactions.read(
                session -> session.createNativeQuery(sql, Long.class).getSingleResult());
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                transactions,
                Map.of(TOPIC, this::deliver),
                CONFIG,
                new OutboxMetrics(
                        RegistryFactory.getInstance().getRegistry("order-" + UUID.randomUUID())),
                clock,
                new Random(1));
    }

    private void deliver(OutboxMessage message) {
        if (!underway.add(message.key())) {
            overlaps.incrementAndGet();
        }
        // Takes long enough for another relay to come between.
        count("SELECT count(*) FROM counter");
        underway.remove(message.key());
        delivered
                .computeIfAbsent(
                        message.key(), _ -> Collections.synchronizedList(new ArrayList<>()))
                .add(Long.parseLong(message.payload()));
        if (deliveries.incrementAndGet() % ONE_FAILS_OF == 0) {
            throw new IllegalStateException("delivered, and nobody knows");
        }
    }
}
