// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testkit.Parallel;
import io.gatehouse.testkit.Rows;
import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.UUID;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

/** Many orders placed at once: how often their transactions conflict. */
@HelidonTest
class ConflictsIT extends OrderFixture {
    private static final System.Logger LOG = System.getLogger(ConflictsIT.class.getName());
    private static final int AT_ONCE = 30;
    private static final int ORDERS = 300;
    private static final double FEW = 0.1;

    @Inject private MetricRegistry metrics;

    @Test
    void addWhenManyOrdersArePlacedThenTheyHardlyConflict() {
        // As autovacuum does before long: from then on the planner knows how small the tables are.
        Rows.update("ANALYZE");
        long before = retries();

        Parallel.atMost(AT_ONCE, Collections.nCopies(ORDERS, this::isPlaced));

        double each = (double) (retries() - before) / ORDERS;
        LOG.log(Level.INFO, "retries an order {0}", each);
        assertThat(each).isLessThanOrEqualTo(FEW);
    }

    private boolean isPlaced() {
        String order = Requests.order(UUID.randomUUID(), UUID.randomUUID());
        assertThat(products.post(ADD, order).status()).isEqualTo(201);
        return true;
    }

    private long retries() {
        return metrics
                .getCounters((id, _) -> id.getName().equals("gatehouse_transaction_retries"))
                .values()
                .stream()
                .mapToLong(Counter::getCount)
                .sum();
    }
}
