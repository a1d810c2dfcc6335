// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import java.time.Duration;

/** The number of tries of a call, and the timeout of each. */
public enum RetryPolicy {
    /** The gate ends a request after 15 s, so no response comes after 20 s. */
    ONCE(1, Duration.ofSeconds(20)),
    /** For idempotent calls only. */
    REPEATABLE(4, Duration.ofSeconds(20)),
    /** For a refresh: both tries end within the 10 s in which a used refresh token is accepted. */
    SWIFT(2, Duration.ofSeconds(4));

    private final int tries;
    private final Duration timeout;

    RetryPolicy(int tries, Duration timeout) {
        this.tries = tries;
        this.timeout = timeout;
    }

    int tries() {
        return tries;
    }

    Duration timeout() {
        return timeout;
    }
}
