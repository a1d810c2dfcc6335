// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.reservation;

import io.gatehouse.products.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Moves pieces between stock, reserved and sold. Check constraints of the table prevent a negative
 * number even if this class has a bug.
 */
@ApplicationScoped
public class Stock {

    /** Reserves pieces; empty if the product is unknown, archived or has too few. */
    public Optional<Reservation.Item> reserve(
            StatelessSession session, UUID productId, int quantity) {
        String sql =
                """
                UPDATE product SET stock = stock - :quantity, reserved = reserved + :quantity
                WHERE id = :id AND NOT archived AND stock >= :quantity
                RETURNING name, price_amount, price_currency
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", productId)
                .setParameter("quantity", quantity)
                .getResultStream()
                .map(row -> item(row, productId, quantity))
                .findFirst();
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

    /** Updates the product's pieces for a transition of a reservation. */
    public void follow(
            StatelessSession session,
            Reservation.Item item,
            ReservationStatus from,
            ReservationStatus to) {
        String sql =
                """
                UPDATE product SET stock = stock + :stock, reserved = reserved + :reserved,
                    sold = sold + :sold
                WHERE id = :id
                """;
        int changed =
                session.createNativeMutationQuery(sql)
                        .setParameter("id", item.productId())
                        .setParameter("stock", change(ReservationStatus.RELEASED, item, from, to))
                        .setParameter(
                                "reserved", change(ReservationStatus.RESERVED, item, from, to))
                        .setParameter("sold", change(ReservationStatus.COMMITTED, item, from, to))
                        .executeUpdate();
        if (changed != 1) {
            throw new IllegalStateException("a reserved product is gone");
        }
    }

    private static long change(
            ReservationStatus place,
            Reservation.Item item,
            ReservationStatus from,
            ReservationStatus to) {
        if (place == to) {
            return item.quantity();
        }
        return place == from ? -item.quantity() : 0;
    }

    private static Reservation.Item item(Tuple row, UUID productId, int quantity) {
        return new Reservation.Item(productId, row.get("name", String.class), quantity, price(row));
    }

    private static Money price(Tuple row) {
        return new Money(
                row.get("price_amount", Long.class), row.get("price_currency", String.class));
    }
}
