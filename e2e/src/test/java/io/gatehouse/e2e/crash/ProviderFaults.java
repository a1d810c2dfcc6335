// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.crash;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a provider failing now and then. It says so again and again, since a provider that was
 * killed begins without faults.
 */
final class ProviderFaults implements Runnable {
    private static final String FAULTS =
            """
            {"latencyMillis": 20, "errorRate": 0.02, "hangRate": 0.002,
             "resetAfterSuccessRate": 0.05, "declineRate": 0.02, "duplicateWebhooks": true}
            """;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ProviderClient provider;
    private volatile boolean stopped;

    ProviderFaults(ProviderClient provider) {
        this.provider = provider;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                provider.fail(FAULTS);
            } catch (UncheckedIOException | AssertionError away) {
                // It was killed, and is told again when it is back.
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        Buyers.patiently(provider::heal);
    }

    void stop() {
        stopped = true;
    }
}
