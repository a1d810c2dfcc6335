// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.payments.provider;

import io.gatehouse.common.seal.Secret;
import io.gatehouse.payments.Money;
import java.util.Optional;
import java.util.UUID;

/**
 * The third party that charges and refunds. Every call carries a key, the id of the payment or the
 * refund: repeated with the same key, it has its effect once.
 */
public interface Provider {
    ChargeOutcome charge(Charge charge);

    /** The outcome of an earlier charge; empty if the provider has never heard of the key. */
    Optional<ChargeOutcome> findCharge(UUID key);

    RefundOutcome refund(Refund refund);

    /**
     * The outcome of an earlier refund; empty if the provider has never heard of its key. A
     * provider may know a refund as one of its charge alone, so the whole of it is given.
     */
    Optional<RefundOutcome> findRefund(Refund refund);

    /**
     * A charge to make.
     *
     * @param source what is charged, a token of the provider
     * @param reference what the provider shows beside it
     */
    record Charge(UUID key, Money amount, Secret source, String reference) {}

    /**
     * A refund to make.
     *
     * @param charge the provider's id of the charge
     */
    record Refund(UUID key, String charge, Money amount) {}
}
