// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

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

    @Inject
    BoundedConnection(ProviderConnection connection) {
        this.connection = connection;
    }

    @Bulkhead(MOST_AT_ONCE)
    HttpResponse<byte[]> send(Call call, Duration timeout) throws ProviderAwayException {
        return connection.send(call, timeout);
    }
}
