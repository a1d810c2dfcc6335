// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.idp.seal;

import static io.gatehouse.common.web.server.Metrics.named;

import io.gatehouse.common.seal.SealBrokenException;
import io.gatehouse.common.seal.SealingKeys;
import io.gatehouse.common.sql.Transactions;
import io.gatehouse.idp.Leases;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.hibernate.StatelessSession;

/**
 * Seals anew what an older key sealed, so that the older key can be taken away. Other instances may
 * seal under it until they have been restarted, so each round counts first.
 */
@ApplicationScoped
class Resealing {
    private static final Logger LOG = System.getLogger(Resealing.class.getName());
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** A longer transaction would conflict with more of the requests that use the rows. */
    private static final int BATCH = 100;

    private static final Metadata OTHERS =
            named(
                    "idp_sealed_under_other_keys",
                    "Values at rest that the first encryption key did not seal, -1 before they are"
                            + " counted.");

    private final Instance<SealedTable> tables;
    private final SealingKeys keys;
    private final Leases leases;
    private final Transactions transactions;
    private final AtomicLong others = new AtomicLong(-1);

    @Inject
    Resealing(
            @Any Instance<SealedTable> tables,
            SealingKeys keys,
            Leases leases,
            Transactions transactions,
            MetricRegistry metrics) {
        this.tables = tables;
        this.keys = keys;
        this.leases = leases;
        this.transactions = transactions;
        metrics.gauge(OTHERS, others::get);
    }

    /** Runs a round: counts, and seals anew if there is something and this instance may. */
    void round() {
        long found = count();
        if (found > 0 && leases.take("resealing", LEASE)) {
            tables.forEach(this::reseal);
            found = count();
        }
        others.set(found);
    }

    private long count() {
        return tables.stream()
                .mapToLong(table -> transactions.read(session -> count(session, table)))
                .sum();
    }

    private long count(StatelessSession session, SealedTable table) {
        byte[] mark = keys.mark();
        return table.count(session)
                .setParameter("length", mark.length)
                .setParameter("mark", mark)
                .getSingleResult();
    }

    private void reseal(SealedTable table) {
        long done = 0;
        String after = table.beforeAll();
        List<SealedRow> rows = rows(table, after);
        while (!rows.isEmpty()) {
            List<SealedRow> page = rows;
            done += transactions.runIdempotent(session -> reseal(session, table, page));
            rows = rows(table, page.getLast().id());
        }
        LOG.log(Level.INFO, "{0}: {1} sealed anew under the first key", table.what(), done);
    }

    private List<SealedRow> rows(SealedTable table, String after) {
        byte[] mark = keys.mark();
        return transactions.read(session ->
                table.find(session)
                        .setParameter("after", after)
                        .setParameter("length", mark.length)
                        .setParameter("mark", mark)
                        .setParameter("rows", BATCH)
                        .getResultStream()
                        .map(Resealing::read)
                        .toList());
    }

    private long reseal(StatelessSession session, SealedTable table, List<SealedRow> rows) {
        return rows.stream().filter(row -> reseal(session, table, row)).count();
    }

    // One value that does not open keeps no other from being sealed anew.
    private boolean reseal(StatelessSession session, SealedTable table, SealedRow row) {
        try {
            byte[] fresh = keys.reseal(row.sealed(), table.context(row.id()));
            return table.replace(session)
                            .setParameter("sealed", fresh)
                            .setParameter("id", row.id())
                            .setParameter("old", row.sealed())
                            .executeUpdate()
                    == 1;
        } catch (SealBrokenException broken) {
            LOG.log(
                    Level.ERROR,
                    "{0}: that of {1} stays as it is: {2}",
                    table.what(),
                    row.id(),
                    broken.getMessage());
            return false;
        }
    }

    private static SealedRow read(Tuple row) {
        return new SealedRow(row.get("id", String.class), row.get("sealed", byte[].class));
    }
}
