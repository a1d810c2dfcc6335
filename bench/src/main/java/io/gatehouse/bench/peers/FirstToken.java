// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.bench.peers;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for the first token of a peer that starts. */
final class FirstToken {
    private static final Duration LONGEST = Duration.ofMinutes(3);

    private FirstToken() {}

    /**
     * Asks until there is one.
     *
     * @return the time since the process of the peer was started
     */
    static Duration await(Peer peer, Clock clock) {
        until(peer.name(), () -> isGiven(peer));
        Instant given = clock.instant();
        Instant started =
                ProcessHandle.of(peer.pid()).orElseThrow().info().startInstant().orElseThrow();
        return Duration.between(started, given);
    }

    private static boolean isGiven(Peer peer) {
        try {
            return peer.api()
                            .with(peer.client().authorization())
                            .form(peer.paths().token(), Map.of("grant_type", "client_credentials"))
                            .status()
                    == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " is not ready");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
