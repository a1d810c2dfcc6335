// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.payments.provider.ProviderConnection.Call;
import io.helidon.faulttolerance.Bulkhead;
import io.helidon.faulttolerance.BulkheadException;
import io.helidon.faulttolerance.CircuitBreaker;
import io.helidon.faulttolerance.CircuitBreakerOpenException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Guards us from a bad provider. A bulkhead bounds how many calls wait for it at once; a circuit
 * breaker makes no call while most fail, so that a provider that is away costs little and can come
 * back. The bulkhead is around the breaker, so that a refusal of ours does not count as an answer
 * of the provider's.
 */
@ApplicationScoped
class GuardedConnection {
    /** Half of the requests that a service holds at once (40), so that other routes live on. */
    private static final int MOST_AT_ONCE = 20;

    private final Bulkhead bulkhead =
            Bulkhead.builder().name("provider").limit(MOST_AT_ONCE).queueLength(0).build();

    private final CircuitBreaker breaker =
            CircuitBreaker.builder()
                    .name("provider")
                    .addApplyOn(ProviderAwayException.class)
                    .volume(20)
                    .errorRatio(50)
                    .delay(Duration.ofSeconds(2))
                    .successThreshold(2)
                    .build();

    private final ProviderConnection connection;
    private final CrashPoints crashes;

    @Inject
    GuardedConnection(ProviderConnection connection, CrashPoints crashes) {
        this.connection = connection;
        this.crashes = crashes;
    }

    /**
     * Sends one request and reads the whole answer.
     *
     * @param timeout from sending until the answer is complete
     * @throws ProviderAwayException when there is no answer, or one that tells no outcome
     * @throws BulkheadException when too many calls wait
     * @throws CircuitBreakerOpenException when the breaker is open
     */
    HttpResponse<byte[]> send(Call call, Duration timeout) {
        return bulkhead.invoke(() -> breaker.invoke(() -> sendNow(call, timeout)));
    }

    private HttpResponse<byte[]> sendNow(Call call, Duration timeout) {
        crashes.pass(CrashPoints.Point.BEFORE_CALL);
        HttpResponse<byte[]> answer = connection.send(call, timeout);
        crashes.pass(CrashPoints.Point.AFTER_CALL);
        return answer;
    }

    /** Whether the circuit breaker refuses calls. */
    boolean isRefusing() {
        return breaker.state() == CircuitBreaker.State.OPEN;
    }
}
