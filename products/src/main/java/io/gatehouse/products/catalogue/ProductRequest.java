// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.movement.StockMovements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/** The request body to create a product. */
record ProductRequest(
        @ProductText.Name String name,
        @ProductText.Description String description,
        @NotNull @Valid Price price,
        @NotNull @Min(0) @Max(StockMovements.MOST_PIECES) Long stock) {

    Product toProduct(UUID id, Instant now) {
        return new Product(
                id,
                name,
                description,
                price.toMoney(),
                new Product.Pieces(stock, 0, 0),
                false,
                now);
    }
}
