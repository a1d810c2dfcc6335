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

    /** The final answer, or {@link Answer.Pending} when the budget ends without one. */
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

    // The order exists even if it cannot be recorded now; a 503 would suggest that it does not.
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
