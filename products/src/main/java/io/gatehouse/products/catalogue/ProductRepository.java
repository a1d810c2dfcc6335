// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.Money;
import io.gatehouse.products.movement.StockMovements;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Reads and writes the rows of products; each method runs in its caller's transaction. What it
 * changes has a message of its own in that transaction.
 */
@ApplicationScoped
class ProductRepository {
    private static final String COLUMNS =
            """
            id, name, description, price_amount, price_currency, stock, reserved, sold, archived,
            created_at
            """;

    private final StockMovements movements;
    private final CatalogueChanges changes;

    @Inject
    ProductRepository(StockMovements movements, CatalogueChanges changes) {
        this.movements = movements;
        this.changes = changes;
    }

    /**
     * Inserts a product with its stock; returns false, and changes nothing, if the id exists.
     *
     * @param account the admin who creates it
     */
    boolean insert(StatelessSession session, Product product, Optional<UUID> account) {
        if (!insert(session, product)) {
            return false;
        }
        movements.open(
                session, product.id(), product.pieces().stock(), account, product.createdAt());
        changes.add(session, product.id());
        return true;
    }

    private static boolean insert(StatelessSession session, Product product) {
        String sql =
                """
                INSERT INTO product (id, name, description, price_amount, price_currency,
                    stock, reserved, sold, archived, created_at)
                VALUES (:id, :name, :description, :amount, :currency,
                    0, 0, 0, false, :created)
                ON CONFLICT (id) DO NOTHING
                """;
        return session.createNativeMutationQuery(sql)
                        .setParameter("id", product.id())
                        .setParameter("name", product.name())
                        .setParameter("description", product.description())
                        .setParameter("amount", product.price().amount())
                        .setParameter("currency", product.price().currency())
                        .setParameter("created", product.createdAt())
                        .executeUpdate()
                == 1;
    }

    /** Returns the changed product, which is on sale again if it was archived; empty if unknown. */
    Optional<Product> update(
            StatelessSession session, UUID id, ProductChange change, UUID account, Instant now) {
        change.stock().ifPresent(stock -> movements.set(session, id, stock, account, now));
        String sql =
                """
                UPDATE product
                SET name = :name, description = :description, price_amount = :amount,
                    price_currency = :currency, archived = false
                WHERE id = :id
                RETURNING
                """
                        + COLUMNS;
        Optional<Product> changed =
                session.createNativeQuery(sql, Tuple.class)
                        .setParameter("id", id)
                        .setParameter("name", change.name())
                        .setParameter("description", change.description())
                        .setParameter("amount", change.price().amount())
                        .setParameter("currency", change.price().currency())
                        .getResultStream()
                        .map(ProductRepository::product)
                        .findFirst();
        changed.ifPresent(product -> changes.add(session, product.id()));
        return changed;
    }

    /** Archives a product; returns whether it exists, even if it was archived before. */
    boolean archive(StatelessSession session, UUID id) {
        boolean isThere =
                session.createNativeMutationQuery(
                                        "UPDATE product SET archived = true WHERE id = :id")
                                .setParameter("id", id)
                                .executeUpdate()
                        == 1;
        if (isThere) {
            changes.add(session, id);
        }
        return isThere;
    }

    Optional<Product> find(StatelessSession session, UUID id) {
        String sql = "SELECT " + COLUMNS + " FROM product WHERE id = :id AND NOT archived";
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("id", id)
                .getResultStream()
                .map(ProductRepository::product)
                .findFirst();
    }

    boolean isEmpty(StatelessSession session) {
        return session.createNativeQuery("SELECT id FROM product LIMIT 1", UUID.class)
                .getResultList()
                .isEmpty();
    }

    /**
     * The rows of a page, and one more if a next page exists.
     *
     * @param archivedToo whether archived products are included
     */
    List<Product> page(StatelessSession session, CatalogueQuery query, boolean archivedToo) {
        String sql =
                "SELECT "
                        + COLUMNS
                        + """
                        FROM product
                        WHERE (created_at, id) < (:afterTime, :afterId)
                          AND (:archivedToo OR NOT archived)
                          AND (name ILIKE :pattern OR description ILIKE :pattern)
                        ORDER BY created_at DESC, id DESC
                        LIMIT :rows
                        """;
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("afterTime", query.page().after().createdAt())
                .setParameter("afterId", query.page().after().id())
                .setParameter("archivedToo", archivedToo)
                .setParameter("pattern", query.pattern())
                .setParameter("rows", query.page().rows())
                .getResultStream()
                .map(ProductRepository::product)
                .toList();
    }

    private static Product product(Tuple row) {
        return new Product(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("description", String.class),
                new Money(
                        row.get("price_amount", Long.class),
                        row.get("price_currency", String.class)),
                new Product.Pieces(
                        row.get("stock", Long.class),
                        row.get("reserved", Long.class),
                        row.get("sold", Long.class)),
                row.get("archived", Boolean.class),
                row.get("created_at", Instant.class));
    }
}
