// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** Money in a request, before validation; at least one cent. */
public record Amount(
        @NotNull @Min(1) Long amount,
        @NotNull @Pattern(regexp = Money.EUR, message = "must be EUR") String currency) {
    public Money toMoney() {
        return new Money(amount, currency);
    }
}
