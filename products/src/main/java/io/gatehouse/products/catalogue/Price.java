// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.catalogue;

import io.gatehouse.products.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A price in a request, before validation; the highest, times the most pieces, fits in a long. */
public record Price(
        @NotNull @Min(1) @Max(1_000_000_000) Long amount,
        @NotNull @Pattern(regexp = Money.EUR, message = "must be EUR") String currency) {
    public Money toMoney() {
        return new Money(amount, currency);
    }
}
