// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.common.web.problem.ProblemCode;
import io.gatehouse.common.web.problem.ProblemException;
import io.gatehouse.payments.Amount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;
import java.util.UUID;

/** The request body with which orders refunds an order; without an amount all that is left. */
record NewRefund(@NotNull UUID orderId, @NotNull UUID refundId, Optional<@Valid Amount> amount) {
    /**
     * The wish, unless the refund has the id of the payment: in the ledger each names its own
     * transaction.
     */
    RefundWish toWish() {
        if (refundId.equals(orderId)) {
            throw new ProblemException(ProblemCode.RULE_BROKEN, "The refund breaks a rule.")
                    .withError("refundId", "must not be the order's");
        }
        return new RefundWish(refundId, orderId, amount.map(Amount::toMoney));
    }
}
