// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.common.work.Backoff;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.Retry;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;

/**
 * Runs a piece of work in one SERIALIZABLE transaction and retries it on conflicts. The work may
 * run several times, so it must have no effect outside its session, such as a call to another
 * service. It is one of three kinds: {@link #read}, {@link #runIdempotent} and {@link #run}.
 */
public final class Transactions {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** Full jitter, from zero to the ceiling: transactions that conflicted spread out. */
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(500), _ -> Duration.ZERO);

    private final Database database;
    private final TransactionMetrics metrics;
    private final CrashPoints crashes;
    private final Retry retry;

    private enum Kind {
        READ,
        IDEMPOTENT,
        ONCE
    }

    Transactions(
            Database database,
            TransactionMetrics metrics,
            CrashPoints crashes,
            RandomGenerator random,
            LongSupplier nanoTime) {
        this.database = requireNonNull(database, "database");
        this.metrics = requireNonNull(metrics, "metrics");
        this.crashes = requireNonNull(crashes, "crashes");
        this.retry = new Retry(BACKOFF, random, nanoTime, Thread::sleep);
    }

    /**
     * Runs work that only reads; the database refuses a write of it. A COMMIT whose outcome is
     * unknown is retried too, since it has no effect.
     *
     * @throws ProblemException {@code unavailable} when the database stays away, or conflicts do
     *     not end, before the deadline
     */
    public <T> T read(Function<StatelessSession, T> work) {
        return attempt(work, Kind.READ);
    }

    /**
     * Runs work that must be applied at most once. A conflict is retried; a COMMIT whose outcome is
     * unknown is not.
     *
     * @throws ProblemException {@code unavailable} when the database is away, its answer to a
     *     COMMIT was lost, or conflicts do not end before the deadline
     */
    public <T> T run(Function<StatelessSession, T> work) {
        return attempt(work, Kind.ONCE);
    }

    /**
     * Runs work that may be applied twice with the same result. A COMMIT whose outcome is unknown
     * is retried too.
     *
     * @throws ProblemException {@code unavailable} when the database stays away, or conflicts do
     *     not end, before the deadline
     */
    public <T> T runIdempotent(Function<StatelessSession, T> work) {
        return attempt(work, Kind.IDEMPOTENT);
    }

    private <T> T attempt(Function<StatelessSession, T> work, Kind kind) {
        Retry.Tries tries = retry.within(DEADLINE);
        metrics.begun();
        while (true) {
            Attempt<T> attempt = new Attempt<>(work, kind);
            try {
                return attempt.run();
            } catch (RuntimeException thrown) {
                Failure failure = attempt.failure(thrown);
                if (!failure.isRepeatable(attempt.isUnknown()) || !tries.again()) {
                    throw failure == Failure.FINAL ? thrown : unavailable(thrown);
                }
                metrics.retried(failure);
            }
        }
    }

    private static ProblemException unavailable(Throwable cause) {
        return new ProblemException(
                        ProblemCode.UNAVAILABLE, "The database is away; try again shortly.", cause)
                .withRetryAfter(Duration.ofSeconds(1));
    }

    /**
     * One attempt, which records whether COMMIT was sent: after that, only the database can tell
     * the outcome.
     */
    private final class Attempt<T> {
        private final Function<StatelessSession, T> work;
        private final Kind kind;
        private boolean committing;

        private Attempt(Function<StatelessSession, T> work, Kind kind) {
            this.work = work;
            this.kind = kind;
        }

        private T run() {
            try (StatelessSession session = database.sessions().openStatelessSession()) {
                Transaction transaction = session.beginTransaction();
                try {
                    if (kind == Kind.READ) {
                        // Before the first statement, with which the driver sends BEGIN READ ONLY.
                        session.doWork(connection -> connection.setReadOnly(true));
                    }
                    T result = work.apply(session);
                    crashes.pass(CrashPoints.Point.BEFORE_COMMIT);
                    committing = true;
                    transaction.commit();
                    crashes.pass(CrashPoints.Point.AFTER_COMMIT);
                    return result;
                } catch (RuntimeException | Error thrown) {
                    rollBack(transaction, thrown);
                    throw thrown;
                }
            }
        }

        private Failure failure(RuntimeException thrown) {
            Failure failure = Failure.of(thrown);
            boolean isBug = kind == Kind.READ && failure == Failure.READ_ONLY;
            return isBug ? Failure.FINAL : failure;
        }

        private boolean isUnknown() {
            return kind == Kind.ONCE && committing;
        }

        private static void rollBack(Transaction transaction, Throwable cause) {
            try {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            } catch (RuntimeException secondary) {
                cause.addSuppressed(secondary);
            }
        }
    }
}
