// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.common.web.parameter.OneLine;
import io.gatehouse.common.web.parameter.ProviderToken;
import io.gatehouse.payments.Amount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The request body of a manual charge.
 *
 * @param source a token of the provider, never a card number
 */
record NewPayment(
        @NotNull @Valid Amount amount,
        @NotNull @Size(min = 1, max = 100) @OneLine String reference,
        @NotNull @ProviderToken String source) {

    /** All that the request says. */
    List<String> content() {
        return List.of("payment", amount.amount().toString(), amount.currency(), reference, source);
    }

    @Override
    public String toString() {
        return "NewPayment[amount=" + amount + "]";
    }
}
