// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.buying;

import static java.util.Objects.requireNonNullElse;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.common.web.parameter.IdempotencyKey;
import io.gatehouse.common.web.parameter.ProviderToken;
import io.gatehouse.products.catalogue.Price;
import io.gatehouse.products.idempotency.Purchase;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import java.util.UUID;

/** The request body of a purchase; {@code expectedUnitPrice} is the price the buyer saw. */
record BuyRequest(
        @NotNull @Min(1) @Max(100) Integer quantity,
        @Valid Optional<Price> expectedUnitPrice,
        @NotNull @Valid Payment payment) {
    BuyRequest {
        expectedUnitPrice = requireNonNullElse(expectedUnitPrice, Optional.empty());
    }

    Purchase toPurchase(IdempotencyKey key, UUID productId) {
        return new Purchase(
                key,
                productId,
                quantity,
                expectedUnitPrice.map(Price::toMoney),
                payment.method(),
                payment.source().map(Secret::new));
    }

    /**
     * The means of payment.
     *
     * @param source what is charged, a token of the payment provider and never a card number
     */
    record Payment(
            @NotNull @Pattern(regexp = "card", message = "must be card") String method,
            Optional<@ProviderToken String> source) {
        Payment {
            source = requireNonNullElse(source, Optional.empty());
        }

        @Override
        public String toString() {
            return "Payment[method=" + method + "]";
        }
    }
}
