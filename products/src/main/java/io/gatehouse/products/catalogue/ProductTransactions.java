// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/**
 * Runs the transactions that change one product one after another, in their order of arrival.
 * Without that queue all buyers of a popular product conflict on its row, and luck decides who
 * waits. Other instances of the service still conflict with this one, which a retry resolves.
 */
@ApplicationScoped
public class ProductTransactions {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    // So many that two products in demand seldom share a queue, which costs no more than a wait.
    private static final int QUEUES = 256;

    private final Transactions transactions;
    private final List<Lock> queues =
            Stream.<Lock>generate(() -> new ReentrantLock(true)).limit(QUEUES).toList();

    @Inject
    ProductTransactions(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Runs work that may be applied twice with the same result, when all that came before it to
     * this product is done.
     *
     * @throws ProblemException {@code unavailable} when that takes too long, or the database does
     * @see Transactions#runIdempotent
     */
    public <T> T runIdempotent(UUID product, Function<StatelessSession, T> work) {
        Lock queue = queues.get(Math.floorMod(product.hashCode(), QUEUES));
        await(queue);
        try {
            return transactions.runIdempotent(work);
        } finally {
            queue.unlock();
        }
    }

    private static void await(Lock queue) {
        try {
            if (queue.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(
                        ProblemCode.UNAVAILABLE, "Too many buy this product; try again shortly.")
                .withRetryAfter(Duration.ofSeconds(1));
    }
}
