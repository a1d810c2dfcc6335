// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * What an admin says about a product that is there.
 *
 * @param stock what can be bought from now on; absent, the stock stays with the sales, so that who
 *     changes a text undoes no sale made since they read it
 */
record ProductChange(
        @ProductText.Name String name,
        @ProductText.Description String description,
        @NotNull @Valid Price price,
        Optional<@Min(0) @Max(ProductRequest.MOST_PIECES) Long> stock) {}
