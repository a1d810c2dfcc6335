// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.payments.provider.ProviderConnection.Call;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * Bounds how many calls wait for the provider at once. The bound is around the circuit breaker, so
 * that a refusal of ours does not count as an answer of the provider's.
 */
@ApplicationScoped
class BoundedConnection {
    /** Half of the requests that a service holds at once (40), so that other routes live on. */
    private static final int MOST_AT_ONCE = 20;

    private final ProviderConnection connection;
    private final CrashPoints crashes;

    @Inject
    BoundedConnection(ProviderConnection connection, CrashPoints crashes) {
        this.connection = connection;
        this.crashes = crashes;
    }

    @Bulkhead(MOST_AT_ONCE)
    HttpResponse<byte[]> send(Call call, Duration timeout) throws ProviderAwayException {
        crashes.pass(CrashPoints.Point.BEFORE_CALL);
        HttpResponse<byte[]> answer = connection.send(call, timeout);
        crashes.pass(CrashPoints.Point.AFTER_CALL);
        return answer;
    }
}
