// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;

/** What an admin says about a product. */
record ProductRequest(
        @NotBlank
                @Size(max = 200)
                @Pattern(
                        regexp = "[^\\p{Cc}\\p{Cs}]*",
                        message = "must not hold control characters")
                String name,
        @NotNull
                @Size(max = 4000)
                @Pattern(
                        regexp = "[\\n[^\\p{Cc}\\p{Cs}]]*",
                        message = "must not hold control characters other than line feeds")
                String description,
        @NotNull @Valid Price price,
        @NotNull @Min(0) @Max(1_000_000) Long stock) {

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

    /**
     * A price that has not been checked yet; the highest, times the most pieces, can be counted.
     */
    record Price(
            @NotNull @Min(1) @Max(1_000_000_000) Long amount,
            @NotNull @Pattern(regexp = Money.EUR, message = "must be EUR") String currency) {
        private Money toMoney() {
            return new Money(amount, currency);
        }
    }
}
