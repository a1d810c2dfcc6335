// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import static java.util.Objects.requireNonNullElse;

import io.gatehouse.common.web.parameter.ContentHash;
import io.gatehouse.common.web.parameter.ProviderToken;
import io.gatehouse.payments.Money;
import io.gatehouse.payments.payment.Payment;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The request body with which orders charges an order; the same one again changes nothing.
 *
 * @param source a token of the provider; without one, what is configured is charged
 */
record NewCharge(
        @NotNull UUID orderId,
        @NotNull UUID customerId,
        @NotNull @Valid Total amount,
        @NotNull @Pattern(regexp = "card", message = "must be card") String method,
        Optional<@ProviderToken String> source) {
    NewCharge {
        source = requireNonNullElse(source, Optional.empty());
    }

    Payment toPayment(Instant now) {
        return Payment.ofOrder(orderId, customerId, amount.toMoney(), sourceHash(), now);
    }

    // With the id, so that what is kept tells nobody which orders were charged to the same source.
    private Optional<String> sourceHash() {
        return source.map(token ->
                ContentHash.of((orderId + " " + token).getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return "NewCharge[orderId=" + orderId + "]";
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
