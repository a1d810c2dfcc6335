// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.charge;

import io.gatehouse.payments.payment.Payment;
import io.gatehouse.payments.provider.ChargeOutcome;
import io.gatehouse.payments.provider.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * The middle step of a charge: asks the provider. The payment's id is the provider's idempotency
 * key, so a request, its repetition and a worker may all take this step.
 */
@ApplicationScoped
class ChargePayment {
    /** Stands for the provider's id where there was nothing to charge. */
    private static final String FREE = "free";

    private final Provider provider;
    private final SettlePayment settle;
    private final Sources sources;

    @Inject
    ChargePayment(Provider provider, SettlePayment settle, Sources sources) {
        this.provider = provider;
        this.settle = settle;
        this.sources = sources;
    }

    /** Returns the payment afterwards; PENDING while the outcome is not known. */
    Payment complete(OpenCharge charge) {
        return charge.attempt()
                .map(attempt -> settle.settle(attempt, outcome(charge)))
                .orElse(charge.payment());
    }

    // A provider forgets a key after a day or so, but not the charge: it is looked up first.
    private ChargeOutcome outcome(OpenCharge charge) {
        Payment payment = charge.payment();
        if (payment.amount().amount() == 0) {
            return new ChargeOutcome.Charged(FREE);
        }
        return charge.first()
                ? provider.charge(wanted(charge))
                : provider.findCharge(payment.id())
                        .orElseGet(() -> provider.charge(wanted(charge)));
    }

    private Provider.Charge wanted(OpenCharge charge) {
        Payment payment = charge.payment();
        return new Provider.Charge(
                payment.id(),
                payment.amount(),
                sources.of(payment.id(), charge.sealedSource()),
                payment.reference().orElseGet(() -> "order " + payment.id()));
    }
}
