// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

/** Brings the messages of one topic to whom they are for. */
@FunctionalInterface
public interface OutboxDelivery {
    /**
     * Delivers a message. It must end within the lease of {@link OutboxConfig}, and a message that
     * comes again must do no harm.
     *
     * @throws RuntimeException when the message was not, or not surely, delivered
     */
    void deliver(OutboxMessage message);
}
