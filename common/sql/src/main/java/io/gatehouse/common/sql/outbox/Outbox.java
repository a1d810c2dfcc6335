// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.sql.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/**
 * Takes the messages of business transactions. A message is a row of the transaction: it is there
 * if, and only if, that commits. An {@link OutboxRelay} of this or another instance delivers it.
 */
public final class Outbox {
    private final Clock clock;
    private final Supplier<UUID> ids;

    public Outbox(Clock clock, Supplier<UUID> ids) {
        this.clock = requireNonNull(clock, "clock");
        this.ids = requireNonNull(ids, "ids");
    }

    /** Adds a message within the caller's transaction. */
    public void add(StatelessSession session, String topic, String key, String payload) {
        OutboxRows.add(session, new OutboxMessage(ids.get(), topic, key, payload, clock.instant()));
    }
}
