// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.common.web.parameter.Cursor;
import io.gatehouse.products.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * A product of the catalogue.
 *
 * @param archived no longer shown or sold, kept for the orders that name it
 */
record Product(
        UUID id,
        String name,
        String description,
        Money price,
        Pieces pieces,
        boolean archived,
        Instant createdAt) {

    /** The position in the list of products. */
    Cursor place() {
        return new Cursor(createdAt, id);
    }

    /** The pieces of a product by state; their sum changes only when an admin changes the stock. */
    record Pieces(long stock, long reserved, long sold) {}
}
