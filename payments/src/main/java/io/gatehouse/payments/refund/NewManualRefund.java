// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.refund;

import io.gatehouse.payments.Amount;
import io.gatehouse.payments.Money;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The request body of a manual refund; without an amount all that is left. */
record NewManualRefund(Optional<@Valid Amount> amount) {

    /** All that the request says. */
    List<String> content(UUID payment) {
        return List.of(
                "refund",
                payment.toString(),
                amount.map(Amount::amount).map(Object::toString).orElse(""));
    }

    Optional<Money> asked() {
        return amount.map(Amount::toMoney);
    }
}
