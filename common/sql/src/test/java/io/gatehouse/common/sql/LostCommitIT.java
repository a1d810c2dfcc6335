// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.testkit.DatabaseExtension;
import io.gatehouse.testkit.LostCommits;
import io.gatehouse.testkit.TestClock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often work is done when COMMIT is not answered, and for how long when it never works. */
@ExtendWith(DatabaseExtension.class)
class LostCommitIT {
    // Where a deadline is missing, the test fails by then; it does not run forever.
    private static final int MORE_THAN_THE_DEADLINE_ALLOWS = 20;

    private final AtomicInteger tries = new AtomicInteger();
    private final TestClock clock = new TestClock();
    private LostCommits way;
    private Database database;
    private Transactions transactions;

    @BeforeEach
    void open() {
        way = LostCommits.before(DatabaseExtension.postgres());
        database = SampleDatabase.open(way.jdbcUrl("sample"), 2);
        transactions = SampleDatabase.transactions(database, new Random(1), clock::nanoTime);
        transactions.run(session -> {
            execute(session, "DELETE FROM counter");
            return execute(session, "INSERT INTO counter (id, value) VALUES (1, 0)");
        });
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        way.close();
    }

    @Test
    void runWhenTheAnswerToCommitIsLostThenAppliedOnceAndUnavailable() {
        way.lose(1);

        assertThatThrownBy(() -> transactions.run(this::increment))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE));

        assertThat(tries).hasValue(1);
        assertThat(transactions.run(LostCommitIT::value)).isEqualTo(1);
    }

    @Test
    void runIdempotentWhenTheAnswerToCommitIsLostThenAppliedAgain() {
        way.lose(2);

        assertThat(transactions.runIdempotent(this::increment)).isEqualTo(3);

        assertThat(tries).hasValue(3);
        assertThat(transactions.run(LostCommitIT::value)).isEqualTo(3);
    }

    @Test
    void readWhenTheAnswerToCommitIsLostThenReadAgain() {
        way.lose(2);

        long read =
                transactions.read(session -> {
                    tries.incrementAndGet();
                    return value(session);
                });

        assertThat(read).isZero();
        assertThat(tries).hasValue(3);
    }

    @Test
    void runIdempotentWhenEveryAnswerToCommitIsLostThenEndsByTheDeadline() {
        way.lose(MORE_THAN_THE_DEADLINE_ALLOWS);

        assertThatThrownBy(() ->
                        transactions.runIdempotent(session -> {
                            clock.advance(Duration.ofSeconds(1));
                            return increment(session);
                        }))
                .isInstanceOf(ProblemException.class);

        assertThat(tries).hasValueBetween(4, 5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void runWhenConflictsNeverEndThenUnavailableByTheDeadline(boolean idempotent) {
        assertThatThrownBy(() -> run(idempotent))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(ProblemCode.UNAVAILABLE);
                            assertThat(problem.headers()).containsKey("Retry-After");
                        });

        assertThat(tries).hasValueBetween(4, 5);
        assertThat(transactions.run(LostCommitIT::value)).isZero();
    }

    @Test
    void runWhenConflictsAreManyThenWaitsLongerForEachUpToALimit() {
        Pauses pauses = new Pauses();
        int conflicts = 8;

        SampleDatabase.transactions(database, pauses, clock::nanoTime)
                .run(session -> {
                    long value = increment(session);
                    if (tries.get() <= conflicts) {
                        throw new IllegalStateException(new SQLException("conflict", "40001"));
                    }
                    return value;
                });

        assertThat(pauses.longest)
                .extracting(Duration::toMillis)
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 500L, 500L);
        assertThat(transactions.run(LostCommitIT::value)).isEqualTo(1);
    }

    private long run(boolean idempotent) {
        return idempotent
                ? transactions.runIdempotent(this::conflict)
                : transactions.run(this::conflict);
    }

    private long increment(StatelessSession session) {
        tries.incrementAndGet();
        execute(session, "UPDATE counter SET value = value + 1");
        return value(session);
    }

    private long conflict(StatelessSession session) {
        increment(session);
        clock.advance(Duration.ofSeconds(1));
        String state = tries.get() < MORE_THAN_THE_DEADLINE_ALLOWS ? "40001" : "22000";
        throw new IllegalStateException(new SQLException("could not serialize access", state));
    }

    private static int execute(StatelessSession session, String sql) {
        return session.createNativeMutationQuery(sql).executeUpdate();
    }

    private static long value(StatelessSession session) {
        return session.createNativeQuery("SELECT value FROM counter WHERE id = 1", Long.class)
                .getSingleResult();
    }

    /** Remembers how long each pause may be, and takes the shortest. */
    private static final class Pauses implements RandomGenerator {
        private final List<Duration> longest = new ArrayList<>();

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long origin, long bound) {
            longest.add(Duration.ofNanos(bound - 1));
            return origin;
        }
    }
}
