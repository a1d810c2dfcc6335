// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli.gate;

import java.time.Duration;

/** How long one try of a call may take, and how often it may be tried. */
public enum RetryPolicy {
    /** The gate ends a request after 15 s, so 20 s without an answer means none will come. */
    ONCE(1, Duration.ofSeconds(20)),
    /** Only for a call that is safe to repeat. */
    REPEATABLE(4, Duration.ofSeconds(20)),
    /** A used refresh token is good for another 10 s: both tries must be over before. */
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
