// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.catalogue.CatalogueCache;
import io.gatehouse.products.idempotency.Purchase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The use case of a purchase, from the reservation to the settlement. The first request, a repeated
 * one and a worker all continue an open reservation by the same idempotent steps.
 */
@ApplicationScoped
class BuyProduct {
    private final ReserveStock reserve;
    private final OrdersClient orders;
    private final SettlePurchase settle;
    private final CatalogueCache cache;
    private final Clock clock;
    private final ProductsConfig config;

    @Inject
    BuyProduct(
            ReserveStock reserve,
            OrdersClient orders,
            SettlePurchase settle,
            CatalogueCache cache,
            Clock clock,
            ProductsConfig config) {
        this.reserve = reserve;
        this.orders = orders;
        this.settle = settle;
        this.cache = cache;
        this.clock = clock;
        this.config = config;
    }

    /** The purchase with its final answer, or open when the budget ends without one. */
    PurchaseState buy(Purchase purchase) {
        Instant deadline = clock.instant().plus(config.purchase().budget());
        PurchaseState claimed = reserve.claim(purchase);
        return switch (claimed) {
            case PurchaseState.Settled settled -> settled;
            case PurchaseState.Open open -> complete(open, deadline);
        };
    }

    private PurchaseState complete(PurchaseState.Open open, Instant deadline) {
        cache.bought(open.reservation().key().account());
        return orders.place(open, Duration.between(clock.instant(), deadline))
                .map(order -> settled(open, order))
                .orElse(open);
    }

    // The order exists even if it cannot be recorded now; a 503 would suggest that it does not.
    private PurchaseState settled(PurchaseState.Open open, PlacedOrder order) {
        try {
            return new PurchaseState.Settled(settle.settle(open.reservation(), order), false);
        } catch (ProblemException away) {
            if (away.code() != ProblemCode.UNAVAILABLE) {
                throw away;
            }
            return open;
        }
    }
}
