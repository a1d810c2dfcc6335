// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.payments.Money;
import io.gatehouse.payments.payment.Payment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;

/** The request body with which orders charges an order; the same one again changes nothing. */
record NewCharge(
        @NotNull UUID orderId,
        @NotNull UUID customerId,
        @NotNull @Valid Total amount,
        @NotNull @Pattern(regexp = "card", message = "must be card") String method) {

    Payment toPayment(Instant now) {
        return Payment.ofOrder(orderId, customerId, amount.toMoney(), now);
    }

    /** Money in a request, before validation; an order may cost nothing. */
    record Total(
            @NotNull @Min(0) Long amount,
            @NotNull @Pattern(regexp = "EUR", message = "must be EUR") String currency) {
        private Money toMoney() {
            return new Money(amount, currency);
        }
    }
}
