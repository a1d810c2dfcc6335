// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.common.sql.Database;
import io.gatehouse.common.sql.SampleDatabase;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.metrics.RegistryFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deliveries of several keys at once. */
@ExtendWith(DatabaseExtension.class)
class OutboxWorkersIT {
    private static final String TOPIC = "things";
    private static final OutboxConfig CONFIG =
            new OutboxConfig(
                    Duration.ofSeconds(1),
                    3,
                    Duration.ofMinutes(1),
                    new Backoff(
                            Duration.ofSeconds(1), Duration.ofSeconds(1), UnaryOperator.identity()),
                    OutboxConfig.Order.FREE);

    private final Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    private final Outbox outbox = new Outbox(clock, UUID::randomUUID);
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final CountDownLatch answered = new CountDownLatch(1);
    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = SampleDatabase.open(8);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        Rows.update("DELETE FROM outbox_message");
        Rows.update("DELETE FROM outbox_stream");
        Rows.update("DELETE FROM outbox_parked");
    }

    @AfterEach
    void close() {
        answered.countDown();
        await().until(() -> Rows.count("SELECT count(*) FROM outbox_message") == 0);
        database.close();
    }

    @Test
    void roundWhenAReceiverDoesNotAnswerThenAllOthersGetTheirs() {
        add("silent");
        add("silent");
        for (int i = 0; i < 5; i++) {
            add("a");
            add("b");
        }

        workers(2).round();

        await().until(() -> delivered.size() == 10);
        assertThat(delivered).containsOnly("a", "b");
        answered.countDown();
        await().until(() -> delivered.size() == 12);
    }

    @Test
    void roundWhenAllWorkersWaitThenNoMoreBegin() {
        add("silent");
        add("a");
        OutboxWorkers one = workers(1);
        Rows.update(
                "UPDATE outbox_stream SET leased_until = now() - INTERVAL '1 minute'"
                        + " WHERE message_key = 'silent'");

        one.round();
        one.round();

        assertThat(delivered).isEmpty();
        answered.countDown();
        await().until(() -> delivered.equals(List.of("silent", "a")));
    }

    @Test
    void roundWhenAWorkerFailedThenTheNextSaysSoAndStillWorks() {
        add("a");
        Rows.update("ALTER TABLE outbox_message RENAME COLUMN payload TO gone");
        OutboxWorkers workers = workers(2);
        try {
            workers.round();
            await().untilAsserted(() ->
                    assertThatThrownBy(workers::round).hasStackTraceContaining("payload"));
        } finally {
            Rows.update("ALTER TABLE outbox_message RENAME COLUMN gone TO payload");
        }

        await().ignoreExceptions()
                .until(() -> {
                    workers.round();
                    return delivered.equals(List.of("a"));
                });
    }

    private OutboxWorkers workers(int most) {
        return new OutboxWorkers(
                new OutboxRelay(
                        transactions,
                        Map.of(TOPIC, this::deliver),
                        CONFIG,
                        new OutboxMetrics(
                                RegistryFactory.getInstance()
                                        .getRegistry("workers-" + UUID.randomUUID())),
                        clock,
                        new Random(1)),
                most);
    }

    private void deliver(OutboxMessage message) {
        if (message.key().equals("silent")) {
            try {
                answered.await();
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        }
        delivered.add(message.key());
    }

    private void add(String key) {
        transactions.run(session -> {
            outbox.add(session, TOPIC, key, "{}");
            return session;
        });
    }
}
