// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.Parallel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.Tag;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DatabaseExtension.class)
class TransactionsIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        database = SampleDatabase.open(8);
        transactions = SampleDatabase.transactions(database, new Random(1), System::nanoTime);
        transactions.run(session -> {
            execute(session, "DELETE FROM counter");
            return execute(session, "INSERT INTO counter (id, value) VALUES (1, 0)");
        });
    }

    @AfterEach
    void close() {
        DatabaseExtension.postgres().start();
        database.close();
    }

    @Test
    void runWhenManyReadThenWriteTheSameRowThenNoUpdateIsLost() {
        Callable<Integer> increment =
                () ->
                        transactions.run(session -> {
                            long value = value(session);
                            return execute(session, "UPDATE counter SET value = " + (value + 1));
                        });

        List<Integer> updated = Parallel.times(40, unlessUnavailable(increment));

        long succeeded = updated.stream().mapToInt(Integer::intValue).sum();
        assertThat(transactions.run(TransactionsIT::value)).isEqualTo(succeeded);
        assertThat(succeeded).isGreaterThan(20);
    }

    @Test
    void runWhenWorkThrowsThenNothingIsWrittenAndTheErrorIsItsOwn() {
        assertThatThrownBy(() ->
                        transactions.run(session -> {
                            execute(session, "UPDATE counter SET value = 9");
                            throw new IllegalArgumentException("own");
                        }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("own");

        assertThat(transactions.run(TransactionsIT::value)).isZero();
    }

    @Test
    void readWhenWorkWritesThenRefusedAndTriedOnce() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() ->
                        transactions.read(session -> {
                            tries.incrementAndGet();
                            return execute(session, "UPDATE counter SET value = 9");
                        }))
                .isNotInstanceOf(ProblemException.class)
                .hasStackTraceContaining("read-only transaction");

        assertThat(tries).hasValue(1);
        assertThat(transactions.read(TransactionsIT::value)).isZero();
        int written = transactions.run(session -> execute(session, "UPDATE counter SET value = 1"));
        assertThat(written).isEqualTo(1);
    }

    @Test
    void runWhenRepeatedThenCountedByTheReasonAndBegunOnce() {
        AtomicInteger tries = new AtomicInteger();
        long begun = counted("transactions");
        long conflicts = counted("transaction_retries", new Tag("reason", "conflict"));

        transactions.run(session -> {
            if (tries.incrementAndGet() <= 2) {
                throw new IllegalStateException(new SQLException("conflict", "40001"));
            }
            return value(session);
        });

        assertThat(counted("transactions")).isEqualTo(begun + 1);
        assertThat(counted("transaction_retries", new Tag("reason", "conflict")))
                .isEqualTo(conflicts + 2);
    }

    @Test
    void runWhenConstraintIsBrokenThenTriedOnce() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() ->
                        transactions.run(session -> {
                            tries.incrementAndGet();
                            return execute(session, "INSERT INTO counter VALUES (1, 1)");
                        }))
                .isNotInstanceOf(ProblemException.class);

        assertThat(tries).hasValue(1);
    }

    @Test
    void runWhenConnectionBreaksBeforeCommitThenTriedAgain() {
        AtomicInteger tries = new AtomicInteger();

        transactions.run(session -> {
            execute(session, "UPDATE counter SET value = value + 1");
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("cut", "08006"));
            }
            return null;
        });

        assertThat(tries).hasValue(2);
        assertThat(transactions.run(TransactionsIT::value)).isEqualTo(1);
    }

    @Test
    void runWhenDatabaseIsAwayThenUnavailableAndWorksAgainAfterwards() {
        DatabaseExtension.postgres().stop();

        assertThatThrownBy(() -> transactions.run(TransactionsIT::value))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                            assertThat(problem.headers()).containsKey("Retry-After");
                        });

        DatabaseExtension.postgres().start();
        // The first connections of a server that has just started may come too late for the pool.
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(ProblemException.class)
                .untilAsserted(() -> assertThat(transactions.run(TransactionsIT::value)).isZero());
    }

    @Test
    void callWhenSchemaIsOlderThanExpectedThenNotReady() {
        assertThat(new SchemaReadiness(database, 2).call().getStatus()).hasToString("UP");
        assertThat(new SchemaReadiness(database, 3).call().getStatus()).hasToString("DOWN");
    }

    @Test
    void callWhenDatabaseIsAwayAtTheStartThenNotReady() {
        DatabaseExtension.postgres().stop();

        assertThat(new SchemaReadiness(database, 1).call().getStatus()).hasToString("DOWN");
    }

    @Test
    void callWhenDatabaseLeavesLaterThenStaysReadyAndSaysSo() {
        SchemaReadiness readiness = new SchemaReadiness(database, 1);
        readiness.call();
        DatabaseExtension.postgres().stop();

        HealthCheckResponse away = readiness.call();

        assertThat(away.getStatus()).hasToString("UP");
        assertThat(away.getData().orElseThrow().get("seen")).asString().contains("SQL state");
    }

    @Test
    void highestWhenFolderIsThereThenNewestVersion() {
        assertThat(Migrations.highest("sample", getClass().getClassLoader())).isEqualTo(2);
        assertThatThrownBy(() -> Migrations.highest("absent", getClass().getClassLoader()))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Callable<Integer> unlessUnavailable(Callable<Integer> update) {
        return () -> {
            try {
                return update.call();
            } catch (ProblemException unavailable) {
                return 0;
            }
        };
    }

    private static long counted(String name, Tag... tags) {
        return SampleDatabase.registry()
                .getCounter(new MetricID("gatehouse_" + name, tags))
                .getCount();
    }

    private static int execute(StatelessSession session, String sql) {
        return session.createNativeMutationQuery(sql).executeUpdate();
    }

    private static long value(StatelessSession session) {
        return session.createNativeQuery("SELECT value FROM counter WHERE id = 1", Long.class)
                .getSingleResult();
    }
}
