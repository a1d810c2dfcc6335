// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.common.work.Backoff;
import io.gatehouse.common.work.Outage;
import io.gatehouse.common.work.Retry;
import io.gatehouse.payments.PaymentsConfig;
import io.gatehouse.payments.provider.ProviderConnection.Call;
import io.gatehouse.payments.provider.ProviderMetrics.Result;
import io.helidon.faulttolerance.BulkheadException;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Calls the provider and repeats what got no answer, within a budget. Only what is safe to repeat
 * is sent this way: lookups, and what carries an idempotency key.
 */
@ApplicationScoped
class ProviderCalls {
    private static final Logger LOG = System.getLogger(ProviderCalls.class.getName());
    private static final int IN_PROGRESS = 409;

    /** Full jitter, from zero to the ceiling: calls that failed together spread out. */
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), _ -> Duration.ZERO);

    /** No call that is made has less time to be answered. */
    private static final Duration SHORTEST = Duration.ofMillis(50);

    private final GuardedConnection connection;
    private final ProviderMetrics metrics;
    private final Retry retry;
    private final Duration timeout;
    private final Duration budget;
    private final Outage outage = new Outage();

    @Inject
    ProviderCalls(
            GuardedConnection connection,
            ProviderMetrics metrics,
            RandomGenerator random,
            PaymentsConfig config) {
        this.connection = connection;
        this.metrics = metrics;
        this.retry = new Retry(BACKOFF, random, System::nanoTime, Thread::sleep);
        this.timeout = config.provider().timeout();
        this.budget = config.provider().budget();
    }

    /** The answer, or empty when none came within the budget; what became of it is not known. */
    Optional<HttpResponse<byte[]>> send(Call call) {
        long begun = System.nanoTime();
        Retry.Tries tries = retry.within(budget);
        do {
            try {
                HttpResponse<byte[]> answer = connection.send(call, timeout(begun));
                answered();
                if (answer.statusCode() != IN_PROGRESS) {
                    return Optional.of(answer);
                }
            } catch (ProviderAwayException away) {
                failed(away.isSlow() ? Result.TIMED_OUT : Result.FAILED, away);
            } catch (BulkheadException full) {
                failed(Result.BULKHEAD_FULL, full);
            } catch (CircuitBreakerOpenException open) {
                failed(Result.BREAKER_OPEN, open);
                return Optional.empty();
            }
        } while (tries.again());
        return Optional.empty();
    }

    private void answered() {
        metrics.called(Result.ANSWERED);
        if (outage.ends()) {
            LOG.log(Level.INFO, "the provider answers again");
        }
    }

    private void failed(Result result, Exception reason) {
        metrics.called(result);
        Level level = outage.begins(result) ? Level.WARNING : Level.DEBUG;
        LOG.log(level, "a call to the provider failed: " + reason.getMessage());
    }

    /** Of one call: what is left of the budget, within bounds. */
    private Duration timeout(long begun) {
        Duration left = budget.minusNanos(System.nanoTime() - begun);
        Duration worthwhile = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        return worthwhile.compareTo(timeout) < 0 ? worthwhile : timeout;
    }
}
