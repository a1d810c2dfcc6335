// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.UUID;

/** The representation of a product for every signed-in caller. */
record CatalogueItem(
        UUID id, String name, String description, Money price, long stock, Instant createdAt) {
    static CatalogueItem of(Product product) {
        return new CatalogueItem(
                product.id(),
                product.name(),
                product.description(),
                product.price(),
                product.pieces().stock(),
                product.createdAt());
    }
}
