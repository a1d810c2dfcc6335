// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.movement;

import static io.gatehouse.common.web.server.Metrics.named;

import io.gatehouse.common.sql.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Checks that the movements of each product add up to its stock, and publishes the result. */
@ApplicationScoped
class StockCheck {
    private static final Metadata UNBALANCED =
            named(
                    "products_stock_unbalanced",
                    "Products whose stock movements do not add up to their stock.");

    private final Transactions transactions;
    private final StockMovements movements;
    private final AtomicLong unbalanced = new AtomicLong();

    @Inject
    StockCheck(Transactions transactions, StockMovements movements, MetricRegistry registry) {
        this.transactions = transactions;
        this.movements = movements;
        registry.gauge(UNBALANCED, unbalanced::get);
    }

    /** Runs one round, which reads all movements. */
    void round() {
        unbalanced.set(transactions.read(movements::unbalanced));
    }
}
