// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.provider.charge;

import io.gatehouse.provider.wire.Refusal;

/** A refund that a merchant asks for: a part of a charge, or all of it. */
public record RefundRequest(String charge, long amount) {
    public RefundRequest {
        if (amount < 1 || amount > ChargeRequest.MOST) {
            throw Refusal.invalidAmount();
        }
    }
}
