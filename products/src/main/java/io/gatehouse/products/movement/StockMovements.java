// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.movement;

import io.gatehouse.common.web.parameter.PageQuery;
import io.gatehouse.products.Money;
import io.gatehouse.products.movement.StockMovement.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.StatelessSession;

/**
 * Changes the stock of products and keeps each change as a movement. Nothing else writes the stock,
 * so the movements of a product always add up to it. Each method runs in its caller's transaction.
 */
@ApplicationScoped
public class StockMovements {
    /** The most pieces for sale that an admin may give a product. */
    public static final int MOST_PIECES = 1_000_000;

    private final Supplier<UUID> ids;

    @Inject
    StockMovements(Supplier<UUID> ids) {
        this.ids = ids;
    }

    /** A product after a movement. */
    public record Moved(String name, Money price, long stock) {}

    /**
     * Applies a movement, and changes the product's other counts with it; empty, and nothing is
     * changed, if the product is unknown, has too few pieces, or is archived and was to be
     * reserved.
     *
     * @param reserved change of the pieces reserved
     * @param sold change of the pieces sold
     */
    public Optional<Moved> apply(
            StatelessSession session, StockMovement movement, long reserved, long sold) {
        String sql =
                """
                WITH moved AS (
                    UPDATE product SET stock = stock + :change, reserved = reserved + :reserved,
                        sold = sold + :sold
                    WHERE id = :product AND stock + :change >= 0
                      AND (:kind <> 'RESERVED' OR NOT archived)
                    RETURNING id, name, price_amount, price_currency, stock
                ), kept AS (
                    INSERT INTO stock_movement (product_id, created_at, id, change, kind,
                        reservation_id, account_id, reason)
                    SELECT id, :created, :id, :change, :kind, :reservation, :account, :reason FROM moved
                ) SELECT name, price_amount, price_currency, stock FROM moved
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("product", movement.productId())
                .setParameter("change", movement.change())
                .setParameter("reserved", reserved)
                .setParameter("sold", sold)
                .setParameter("created", movement.createdAt())
                .setParameter("id", movement.id())
                .setParameter("kind", movement.kind().name())
                .setParameter("reservation", movement.reservationId().orElse(null), UUID.class)
                .setParameter("account", movement.account().orElse(null), UUID.class)
                .setParameter("reason", movement.reason().orElse(null), String.class)
                .getResultStream()
                .map(StockMovements::moved)
                .findFirst();
    }

    /** Gives a new product, which has none, its first pieces. */
    public void open(
            StatelessSession session,
            UUID product,
            long pieces,
            Optional<UUID> account,
            Instant now) {
        become(session, byAdmin(product, pieces, Kind.OPENED, account, now));
    }

    /** Sets the stock of a product to a number; an unknown product stays unknown. */
    public void set(
            StatelessSession session, UUID product, long pieces, UUID account, Instant now) {
        stock(session, product)
                .map(before ->
                        byAdmin(product, pieces - before, Kind.SET, Optional.of(account), now))
                .ifPresent(movement -> become(session, movement));
    }

    private void become(StatelessSession session, StockMovement movement) {
        if (movement.change() != 0 && apply(session, movement, 0, 0).isEmpty()) {
            throw new IllegalStateException("a product is gone, or its stock is another one");
        }
    }

    private StockMovement byAdmin(
            UUID product, long change, Kind kind, Optional<UUID> account, Instant now) {
        return new StockMovement(
                ids.get(), product, change, kind, Optional.empty(), account, Optional.empty(), now);
    }

    /** The pieces of a product that are for sale; empty if the product is unknown. */
    public Optional<Long> stock(StatelessSession session, UUID product) {
        return session.createNativeQuery("SELECT stock FROM product WHERE id = :id", Long.class)
                .setParameter("id", product)
                .getResultStream()
                .findFirst();
    }

    /** The rows of a page of a product's movements, and one more if a next page exists. */
    public List<StockMovement> page(StatelessSession session, UUID product, PageQuery query) {
        String sql =
                """
                SELECT product_id, created_at, id, change, kind, reservation_id, account_id, reason
                FROM stock_movement
                WHERE product_id = :product AND (created_at, id) < (:afterTime, :afterId)
                ORDER BY created_at DESC, id DESC
                LIMIT :rows
                """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("product", product)
                .setParameter("afterTime", query.after().createdAt())
                .setParameter("afterId", query.after().id())
                .setParameter("rows", query.rows())
                .getResultStream()
                .map(StockMovements::movement)
                .toList();
    }

    /** The number of products whose movements do not add up to their stock. */
    long unbalanced(StatelessSession session) {
        String sql =
                """
                SELECT count(*) FROM product WHERE stock <> (
                    SELECT coalesce(sum(change), 0) FROM stock_movement
                    WHERE product_id = product.id)
                """;
        return session.createNativeQuery(sql, Long.class).getSingleResult();
    }

    private static Moved moved(Tuple row) {
        return new Moved(
                row.get("name", String.class),
                new Money(
                        row.get("price_amount", Long.class),
                        row.get("price_currency", String.class)),
                row.get("stock", Long.class));
    }

    private static StockMovement movement(Tuple row) {
        return new StockMovement(
                row.get("id", UUID.class),
                row.get("product_id", UUID.class),
                row.get("change", Long.class),
                Kind.valueOf(row.get("kind", String.class)),
                Optional.ofNullable(row.get("reservation_id", UUID.class)),
                Optional.ofNullable(row.get("account_id", UUID.class)),
                Optional.ofNullable(row.get("reason", String.class)),
                row.get("created_at", Instant.class));
    }
}
