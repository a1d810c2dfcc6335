// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.revocation;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.work.RepeatedWork;
import io.gatehouse.idp.IdpMetrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Wakes waiting streams when there are new revocations: at once for those committed by this
 * instance, within a tenth of a second for those of others, for which it polls the head row.
 */
@ApplicationScoped
public class RevocationNotifier {

    /** With jitter at most 99 ms, so within a tenth of a second. */
    private static final Duration POLL = Duration.ofMillis(66);

    private final Revocations revocations;
    private final Transactions transactions;
    private final IdpMetrics metrics;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final RepeatedWork polling;
    private Head head = new Head(-1, Instant.EPOCH);
    private int listeners;
    private volatile boolean closed;

    /** The newest revision, and when it was read from the database. */
    public record Head(long revision, Instant asOf) {}

    @Inject
    RevocationNotifier(
            Revocations revocations,
            Transactions transactions,
            IdpMetrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.revocations = revocations;
        this.transactions = transactions;
        this.metrics = metrics;
        this.clock = clock;
        this.polling = new RepeatedWork("revocation-notifier", POLL, random, this::poll);
    }

    /** The work that polls the database. */
    RepeatedWork polling() {
        return polling;
    }

    /** Announces a revocation; to be called after the commit of its transaction. */
    public void announce(RevocationKind kind) {
        metrics.revoked(kind.text());
        polling.wake();
    }

    RevocationPage after(long revision) {
        return transactions.read(session -> revocations.after(session, revision));
    }

    /** Waits for a revision above the given one, at most so long; returns the current head. */
    Head await(long revision, Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (head.revision() <= revision && left > 0 && !closed) {
                left = moved.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    void join() {
        lock.lock();
        try {
            listeners++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            listeners--;
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        return closed;
    }

    // While the database is down listeners receive nothing, and so detect it.
    private void poll() {
        if (listened()) {
            publish(transactions.read(Revocations::head));
        }
    }

    private boolean listened() {
        lock.lock();
        try {
            return listeners > 0;
        } finally {
            lock.unlock();
        }
    }

    private void publish(long revision) {
        lock.lock();
        try {
            head = new Head(revision, clock.instant());
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every stream. */
    @PreDestroy
    void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
