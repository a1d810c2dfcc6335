// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static java.util.Objects.requireNonNull;

import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.Backoff;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * The settings of a relay.
 *
 * @param interval mean pause between two rounds
 * @param attempts failed deliveries in a row of one key after which the message tried last is
 *     parked
 * @param lease how long a key belongs to one relay, longer than a delivery may take
 * @param pauses between the attempts at one key
 * @param order of the messages of a key
 */
public record OutboxConfig(
        Duration interval, int attempts, Duration lease, Backoff pauses, Order order) {
    private static final Backoff PAUSES =
            new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), UnaryOperator.identity());

    /** What comes after a message whose delivery failed. */
    public enum Order {
        /** The same message: none of its key overtakes it. */
        KEPT,
        /** The next of its key, so that a message that always fails holds up no other for good. */
        FREE
    }

    public OutboxConfig {
        requireNonNull(interval, "interval");
        requireNonNull(lease, "lease");
        requireNonNull(pauses, "pauses");
        requireNonNull(order, "order");
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
                PAUSES,
                Order.KEPT);
    }
}
