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
 * Lets one instance at a time do a piece of background work. A lease saves work, it does not make
 * anything safe: what is done under it must also be right when two do it.
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

    /** True when this instance holds the lease until the given time from now. */
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
