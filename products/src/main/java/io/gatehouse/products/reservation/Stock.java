// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.products.Money;
import io.gatehouse.products.movement.StockMovement;
import io.gatehouse.products.movement.StockMovements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/**
 * Moves pieces between stock, reserved and sold. Check constraints of the table prevent a negative
 * number even if this class has a bug.
 */
@ApplicationScoped
public class Stock {
    private final StockMovements movements;
    private final Supplier<UUID> ids;

    @Inject
    Stock(StockMovements movements, Supplier<UUID> ids) {
        this.movements = movements;
        this.ids = ids;
    }

    /**
     * Reserves pieces; empty if the product is unknown, archived or has too few.
     *
     * @param reservation the id of the reservation to be
     */
    public Optional<Reservation.Item> reserve(
            StatelessSession session, UUID reservation, UUID productId, int quantity, Instant now) {
        StockMovement taken =
                StockMovement.ofReservation(ids.get(), productId, -quantity, reservation, now);
        return movements
                .apply(session, taken, quantity, 0)
                .map(product ->
                        new Reservation.Item(productId, product.name(), quantity, product.price()));
    }

    /** The price of a product; empty if the product is unknown or archived. */
    public Optional<Money> price(StatelessSession session, UUID productId) {
        String sql =
                """
                SELECT price_amount, price_currency FROM product
                WHERE id = :id AND NOT archived
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", productId)
                .getResultStream()
                .map(Stock::price)
                .findFirst();
    }

    /**
     * Updates the product's pieces for a transition of a reservation.
     *
     * @param reservation as it was before
     */
    public void follow(
            StatelessSession session, Reservation reservation, ReservationStatus to, Instant now) {
        boolean isThere =
                switch (to) {
                    case RESERVED -> throw new IllegalArgumentException("pieces are reserved once");
                    case COMMITTED -> sell(session, reservation.item());
                    case RELEASED -> release(session, reservation, now);
                };
        if (!isThere) {
            throw new IllegalStateException("a reserved product is gone");
        }
    }

    private static boolean sell(StatelessSession session, Reservation.Item item) {
        String sql =
                """
                UPDATE product SET reserved = reserved - :quantity, sold = sold + :quantity
                WHERE id = :id
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", item.productId())
                        .setParameter("quantity", item.quantity())
                        .executeUpdate()
                == 1;
    }

    private boolean release(StatelessSession session, Reservation reservation, Instant now) {
        UUID product = reservation.item().productId();
        int quantity = reservation.item().quantity();
        StockMovement back =
                StockMovement.ofReservation(ids.get(), product, quantity, reservation.id(), now);
        boolean isSold = reservation.status() == ReservationStatus.COMMITTED;
        return movements
                .apply(session, back, isSold ? 0 : -quantity, isSold ? -quantity : 0)
                .isPresent();
    }

    private static Money price(Tuple row) {
        return new Money(
                row.get("price_amount", Long.class), row.get("price_currency", String.class));
    }
}
