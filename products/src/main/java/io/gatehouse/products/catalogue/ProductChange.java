// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.movement.StockMovements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * The request body to change a product.
 *
 * @param stock the pieces for sale from now on; if absent the stock is unchanged, so that a change
 *     of text cannot undo a sale made since the admin read the product
 */
record ProductChange(
        @ProductText.Name String name,
        @ProductText.Description String description,
        @NotNull @Valid Price price,
        Optional<@Min(0) @Max(StockMovements.MOST_PIECES) Long> stock) {}
