// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.Backoff;
import java.time.Duration;

/**
 * The settings of a relay.
 *
 * @param interval mean pause between two rounds
 * @param attempts failed deliveries of one message after which it is parked
 * @param lease how long a key belongs to one relay, longer than a delivery may take
 * @param pauses between the attempts at one message
 */
public record OutboxConfig(Duration interval, int attempts, Duration lease, Backoff pauses) {
    private static final Backoff PAUSES =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), _ -> Duration.ZERO);

    public OutboxConfig {
        requireNonNull(interval, "interval");
        requireNonNull(lease, "lease");
        requireNonNull(pauses, "pauses");
        if (attempts < 1) {
            throw new IllegalArgumentException("a message must be tried");
        }
    }

    /** Reads {@code PREFIX.interval}, {@code PREFIX.attempts} and {@code PREFIX.lease}. */
    public static OutboxConfig from(ConfigKeys keys, String prefix) {
        return new OutboxConfig(
                keys.duration(prefix + ".interval", "PT1S"),
                keys.count(prefix + ".attempts", "10"),
                keys.duration(prefix + ".lease", "PT10S"),
                PAUSES);
    }
}
