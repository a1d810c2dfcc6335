// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.payment;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/** The JSON representation of a payment with all that was done about it. */
record PaymentDetail(
        @JsonUnwrapped PaymentRepresentation payment,
        List<AttemptRepresentation> attempts,
        List<RefundRepresentation> refunds) {

    static PaymentDetail of(Payment payment, List<Attempt> attempts, List<Refund> refunds) {
        return new PaymentDetail(
                PaymentRepresentation.of(payment),
                attempts.stream().map(AttemptRepresentation::of).toList(),
                refunds.stream().map(RefundRepresentation::of).toList());
    }
}
