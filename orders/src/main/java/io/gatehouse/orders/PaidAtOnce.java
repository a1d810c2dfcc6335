// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.orders;

import jakarta.enterprise.context.ApplicationScoped;

/** Accepts every charge and refund at once, for a shop without a payments service. */
@ApplicationScoped
class PaidAtOnce implements PaymentGateway {
    @Override
    public Charge charge(Order order) {
        return new Paid();
    }

    @Override
    public Refund refund(Order order) {
        return new Refunded();
    }
}
