// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.webhook;

import io.gatehouse.payments.charge.SettlePayment;
import io.gatehouse.payments.refund.SettleRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What an event does: it decides the payment or refund that it is about, if that is open. */
@ApplicationScoped
class EventEffect {
    private final SettlePayment payments;
    private final SettleRefund refunds;

    @Inject
    EventEffect(SettlePayment payments, SettleRefund refunds) {
        this.payments = payments;
        this.refunds = refunds;
    }

    /**
     * Takes effect; returns whether that decided anything. One that comes again decides nothing,
     * since a payment or refund is decided once.
     */
    boolean apply(Event event) {
        return switch (event.type()) {
            case "charge.succeeded", "charge.declined" ->
                    event.data()
                            .key()
                            .filter(key -> payments.settleUnasked(key, event.data().charge()))
                            .isPresent();
            case "refund.succeeded" ->
                    event.data()
                            .key()
                            .filter(key -> refunds.settleUnasked(key, event.data().refund()))
                            .isPresent();
            default -> false;
        };
    }
}
