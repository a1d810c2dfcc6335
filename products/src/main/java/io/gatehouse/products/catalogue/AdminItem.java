// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.UUID;

/** The representation of a product for admins, with the pieces reserved and sold. */
record AdminItem(
        UUID id,
        String name,
        String description,
        Money price,
        long stock,
        long reserved,
        long sold,
        boolean archived,
        Instant createdAt) {
    static AdminItem of(Product product) {
        return new AdminItem(
                product.id(),
                product.name(),
                product.description(),
                product.price(),
                product.pieces().stock(),
                product.pieces().reserved(),
                product.pieces().sold(),
                product.archived(),
                product.createdAt());
    }
}
