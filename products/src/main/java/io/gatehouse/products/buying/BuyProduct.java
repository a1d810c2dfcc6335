// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.ProductsConfig;
import io.gatehouse.products.catalogue.CatalogueCache;
import io.gatehouse.products.idempotency.Answer;
import io.gatehouse.products.idempotency.Purchase;
import io.gatehouse.products.reservation.Reservation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A purchase from its first step to its last. Whoever holds an open reservation, the first request,
 * a repeated one or a worker, drives it on by the same idempotent steps.
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

    /** The final answer, or {@link Answer.Pending} when there is none within the buyer's time. */
    Answer buy(Purchase purchase) {
        Instant deadline = clock.instant().plus(config.purchase().budget());
        return switch (reserve.claim(purchase)) {
            case ReserveStock.Settled settled -> settled.answer();
            case ReserveStock.Open open -> complete(open.reservation(), deadline);
        };
    }

    private Answer complete(Reservation reservation, Instant deadline) {
        cache.forget();
        return orders.place(reservation, Duration.between(clock.instant(), deadline))
                .map(order -> settled(reservation, order))
                .orElseGet(() -> new Answer.Pending(reservation.id()));
    }

    // The order stands whether or not we can note it now; saying 503 would make the buyer doubt it.
    private Answer settled(Reservation reservation, PlacedOrder order) {
        try {
            return settle.settle(reservation, order);
        } catch (ProblemException away) {
            if (away.code() != ProblemCode.UNAVAILABLE) {
                throw away;
            }
            return new Answer.Pending(reservation.id());
        }
    }
}
