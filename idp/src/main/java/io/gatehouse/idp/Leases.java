// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Grants leases, so that one instance at a time does a piece of background work. A lease only saves
 * work: what is done under it must be correct even when two instances do it.
 */
@ApplicationScoped
public class Leases {

    private final Transactions transactions;
    private final Clock clock;
    private final UUID holder = UUID.randomUUID();

    @Inject
    Leases(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Takes or renews a lease; returns whether this instance now holds it for the given time. */
    public boolean take(String name, Duration hold) {
        String sql =
                """
                INSERT INTO leases (name, holder, held_until) VALUES (:name, :holder, :until)
                ON CONFLICT (name) DO UPDATE
                SET holder = excluded.holder, held_until = excluded.held_until
                WHERE leases.holder = excluded.holder OR leases.held_until < :now
                """;
        Instant now = clock.instant();
        return transactions.runIdempotent(session ->
                session.createNativeMutationQuery(sql)
                                .setParameter("name", name)
                                .setParameter("holder", holder)
                                .setParameter("until", now.plus(hold))
                                .setParameter("now", now)
                                .executeUpdate()
                        == 1);
    }
}
