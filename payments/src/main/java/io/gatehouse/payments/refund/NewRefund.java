// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.payments.Amount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/** The request body with which orders refunds an order; without an amount all that is left. */
record NewRefund(@NotNull UUID orderId, @NotNull UUID refundId, Optional<@Valid Amount> amount) {
    RefundWish toWish() {
        return new RefundWish(refundId, orderId, amount.map(Amount::toMoney));
    }
}
