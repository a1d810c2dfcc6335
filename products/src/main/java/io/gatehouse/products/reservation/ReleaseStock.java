// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.common.sql.Transactions;
import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.products.catalogue.CatalogueCache;
import io.gatehouse.products.catalogue.ProductTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Returns the reserved or sold pieces of a cancelled order to the stock; it is idempotent. */
@ApplicationScoped
class ReleaseStock {
    private final Transactions transactions;
    private final ProductTransactions ofProducts;
    private final Reservations reservations;
    private final Stock stock;
    private final CatalogueCache cache;
    private final Clock clock;

    @Inject
    ReleaseStock(
            Transactions transactions,
            ProductTransactions ofProducts,
            Reservations reservations,
            Stock stock,
            CatalogueCache cache,
            Clock clock) {
        this.transactions = transactions;
        this.ofProducts = ofProducts;
        this.reservations = reservations;
        this.stock = stock;
        this.cache = cache;
        this.clock = clock;
    }

    void release(UUID orderId) {
        Instant now = clock.instant();
        Reservation found = transactions.read(session -> find(session, orderId));
        ofProducts.runIdempotent(
                found.item().productId(), session -> release(session, orderId, now));
        cache.bought(found.key().account());
    }

    private boolean release(StatelessSession session, UUID orderId, Instant now) {
        Reservation found = find(session, orderId);
        if (found.status() == ReservationStatus.RELEASED
                || !reservations.move(session, found, ReservationStatus.RELEASED, now)) {
            return false;
        }
        stock.follow(session, found, ReservationStatus.RELEASED, now);
        return true;
    }

    private Reservation find(StatelessSession session, UUID orderId) {
        return reservations.find(session, orderId).orElseThrow(ReleaseStock::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no such reservation.")
                .withError("orderId", "is unknown");
    }
}
