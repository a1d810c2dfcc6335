// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.idempotency;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.web.parameter.ContentHash;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.products.Money;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * The content of a purchase request, and its idempotency key.
 *
 * @param expectedUnitPrice the price the buyer saw; without one, any price is accepted
 * @param source what is charged, if the buyer named it
 */
public record Purchase(
        IdempotencyKey key,
        UUID productId,
        int quantity,
        Optional<Money> expectedUnitPrice,
        String paymentMethod,
        Optional<Secret> source) {

    /** SHA-256 of a canonical form, in which spaces and field order do not matter. */
    public String hash() {
        String canonical =
                productId
                        + "\n"
                        + quantity
                        + "\n"
                        + paymentMethod
                        + expectedUnitPrice
                                .map(price -> "\n" + price.amount() + " " + price.currency())
                                .orElse("")
                        + source.map(token -> "\n" + token.text()).orElse("");
        return ContentHash.of(canonical.getBytes(StandardCharsets.UTF_8));
    }
}
